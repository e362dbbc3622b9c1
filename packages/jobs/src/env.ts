import { connectionFaults, connectionSettings, postgresUrl } from '@cmr/services'
import { z } from 'zod'

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
    ...connectionSettings,
    JOBS_DATABASE_URL: postgresUrl.describe('Connection as the role cmr_jobs.'),
    DATABASE_POOL: z.coerce.number().int().min(1).max(100).default(5).describe('Connections a role may hold.'),
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
    AUDIT_HEADS_ROOT: z
      .string()
      .min(1)
      .describe('Folder of the signed daily ends of the offices’ audit logs: not in the database, nor in its backups.'),
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info').describe('Least level written.'),
  })
  .superRefine((env, refinement) => {
    if (env.DEPLOYMENT !== 'production') return
    const { DATABASE_URL, INGEST_DATABASE_URL, JOBS_DATABASE_URL } = env
    const faults = connectionFaults(env, { DATABASE_URL, INGEST_DATABASE_URL, JOBS_DATABASE_URL })
    if (env.JOBS_RETRY_SCALE !== 1) faults.push({ path: 'JOBS_RETRY_SCALE', message: 'must be 1 in production' })
    for (const { path, message } of faults) refinement.addIssue({ code: 'custom', path: [path], message })
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
