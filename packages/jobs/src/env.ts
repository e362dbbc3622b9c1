import { z } from 'zod'

/** The key every developer's machine may use. Production refuses it by value. */
export const DEVELOPMENT_MASTER_KEY = Buffer.alloc(32, 'development only').toString('base64')

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' })

const schema = z
  .object({
    DEPLOYMENT: z
      .enum(['production', 'local'])
      .default('production')
      .describe(
        'production: real records, so TLS everywhere and no development secrets. local: one machine, made-up records.',
      ),
    JOBS_BACKEND: z
      .enum(['embedded'], { error: 'must be embedded; the inngest backend is not built yet' })
      .default('embedded')
      .describe('What executes the functions.'),
    DATABASE_URL: postgresUrl.describe('Connection as the role cmr_app.'),
    INGEST_DATABASE_URL: postgresUrl.describe('Connection as the role cmr_ingest.'),
    JOBS_DATABASE_URL: postgresUrl.describe('Connection as the role cmr_jobs.'),
    DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(5).describe('Connections a role may hold.'),
    STORAGE_ROOT: z.string().min(1).describe('Folder of the encrypted object store.'),
    MASTER_KEY: z
      .base64({ error: 'must be 32 bytes in base64' })
      .refine((text) => Buffer.from(text, 'base64').length === 32, 'must be 32 bytes in base64')
      .describe('Wraps the key of every office. Kept outside the database.'),
    JOBS_CONCURRENCY: z.coerce
      .number()
      .int()
      .min(1)
      .max(16)
      .default(2)
      .describe('Jobs that run at once in one worker.'),
    JOBS_RETRY_SCALE: z.coerce
      .number()
      .positive()
      .max(1)
      .default(1)
      .describe('Multiplies the delay before a step is tried again; below 1 only in tests.'),
    JOBS_POLL_MS: z.coerce
      .number()
      .int()
      .min(10)
      .default(1000)
      .describe('How often new events, delayed jobs and jobs of dead workers are looked for, in milliseconds.'),
    JOBS_RECONCILE_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(60_000)
      .describe('How often jobs that nothing works on are woken again, in milliseconds.'),
    JOBS_LEASE_SECONDS: z.coerce
      .number()
      .int()
      .min(1)
      .default(60)
      .describe('How long a piece of work belongs to the worker that took it.'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('Least level written.'),
  })
  .superRefine((env, refinement) => {
    if (env.DEPLOYMENT !== 'production') return
    const refuse = (path: keyof typeof env, message: string) =>
      refinement.addIssue({ code: 'custom', path: [path], message })
    if (env.MASTER_KEY === DEVELOPMENT_MASTER_KEY) refuse('MASTER_KEY', 'is the development key; make one of your own')
    if (env.JOBS_RETRY_SCALE !== 1) refuse('JOBS_RETRY_SCALE', 'must be 1 in production')
    for (const name of ['DATABASE_URL', 'INGEST_DATABASE_URL', 'JOBS_DATABASE_URL'] as const) {
      if (new URL(env[name]).searchParams.get('sslmode') !== 'verify-full')
        refuse(name, 'must say sslmode=verify-full in production')
    }
  })

export type WorkerEnv = z.output<typeof schema>

/** The worker's whole configuration. Throws one error that lists every setting it refuses; values are not repeated. */
export function readWorkerEnv(source: Readonly<Record<string, string | undefined>> = process.env): WorkerEnv {
  const parsed = schema.safeParse(source)
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
  // The SDK reads these by itself; INNGEST_DEV alone would switch signatures off.
  for (const name of Object.keys(source).filter((key) => key.startsWith('INNGEST_'))) {
    problems.push(`  ${name}: must not be set; the embedded executor takes no setting of the SDK`)
  }
  if (parsed.success && problems.length === 0) return parsed.data
  throw new Error(`The worker cannot start. Correct these settings:\n${problems.join('\n')}`)
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
