import { connectionFaults, connectionSettings, postgresUrl } from '@cmr/services'
import { z } from 'zod'

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
    ...connectionSettings,
    AUTH_DATABASE_URL: postgresUrl.describe('Connection as the role cmr_auth.'),
    DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(10).describe('Connections a role may hold.'),
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
    const { DATABASE_URL, AUTH_DATABASE_URL, INGEST_DATABASE_URL } = env
    const faults = connectionFaults(env, { DATABASE_URL, AUTH_DATABASE_URL, INGEST_DATABASE_URL })
    if (!env.PUBLIC_ORIGIN.startsWith('https:'))
      faults.push({ path: 'PUBLIC_ORIGIN', message: 'must be https:// in production' })
    for (const { path, message } of faults) refinement.addIssue({ code: 'custom', path: [path], message })
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
