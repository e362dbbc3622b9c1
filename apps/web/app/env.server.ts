import { z } from 'zod'

/** The key every developer's machine may use. Production refuses it by value. */
export const DEVELOPMENT_MASTER_KEY = Buffer.alloc(32, 'development only').toString('base64')

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })

const schema = z
  .object({
    NODE_ENV: z.enum(['production', 'development', 'test']).default('production').describe('How the code was built.'),
    DEPLOYMENT: z
      .enum(['production', 'local'])
      .default('production')
      .describe(
        'production: real records, so TLS everywhere and no development secrets. local: one machine, made-up records.',
      ),
    HOST: z.string().default('127.0.0.1').describe('Address the server listens on.'),
    PORT: z.coerce.number().int().min(0).max(65535).default(3000).describe('Port the server listens on.'),
    PUBLIC_ORIGIN: z
      .url({ protocol: /^https?$/, error: 'must be an http:// or https:// origin' })
      .transform((url) => new URL(url).origin)
      .describe('Scheme, host and port people type. Writes from any other origin are refused.'),
    DATABASE_URL: postgresUrl.describe('Connection as the role cmr_app.'),
    AUTH_DATABASE_URL: postgresUrl.describe('Connection as the role cmr_auth.'),
    INGEST_DATABASE_URL: postgresUrl.describe('Connection as the role cmr_ingest.'),
    DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10).describe('Connections a role may hold.'),
    STORAGE_ROOT: z.string().min(1).describe('Folder of the encrypted object store.'),
    MASTER_KEY: z
      .base64({ error: 'must be 32 bytes in base64' })
      .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64')
      .describe('Wraps the key of every office. Kept outside the database.'),
    TRUSTED_PROXIES: z.coerce
      .number()
      .int()
      .min(0)
      .max(5)
      .default(0)
      .describe('Proxies of ours in front of the server. The network address of a visitor is taken from behind them.'),
    UPLOAD_MAX_BYTES: z.coerce
      .number()
      .int()
      .positive()
      .default(20 * 2 ** 30)
      .describe('Largest file an office may upload.'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('Least level written.'),
  })
  .superRefine((env, refinement) => {
    if (env.DEPLOYMENT !== 'production') return
    const refuse = (path: keyof typeof env, message: string) =>
      refinement.addIssue({ code: 'custom', path: [path], message })
    if (env.MASTER_KEY === DEVELOPMENT_MASTER_KEY) refuse('MASTER_KEY', 'is the development key; make one of your own')
    if (!env.PUBLIC_ORIGIN.startsWith('https:')) refuse('PUBLIC_ORIGIN', 'must be https:// in production')
    for (const name of ['DATABASE_URL', 'AUTH_DATABASE_URL', 'INGEST_DATABASE_URL'] as const) {
      if (new URL(env[name]).searchParams.get('sslmode') !== 'verify-full')
        refuse(name, 'must say sslmode=verify-full in production')
    }
  })

export type Env = z.output<typeof schema>

/** The server's whole configuration. Throws one error that lists every field it refuses; values are not repeated. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const parsed = schema.safeParse(source)
  if (parsed.success) return parsed.data
  const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The web server cannot start. Correct these settings:\n${problems.join('\n')}`)
}

/** `.env.example`: every setting with what it is for, and its default where it has one. */
export function envExample(): string {
  return Object.entries(schema.shape)
    .map(([name, field]) => {
      const fallback = field.safeParse(undefined)
      return `# ${field.description ?? ''}\n${name}=${fallback.success ? String(fallback.data) : ''}\n`
    })
    .join('\n')
}
