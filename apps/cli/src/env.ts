import { resolve } from 'node:path'
import { z } from 'zod'

const schema = z.object({
  CMR_DATA_DIR: z
    .string()
    .min(1)
    .default('.data')
    .describe('Folder of a local service: database, objects, keys, logs.'),
  PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65535)
    .default(3000)
    .describe('Port of the web server; another one is taken when it is in use.'),
})

export interface AdminEnv {
  /** Absolute. */
  readonly dataDir: string
  readonly port: number
  /** The environment children inherit. */
  readonly inherited: NodeJS.ProcessEnv
}

/** What `cmr`'s administration reads from the environment. Throws an error that lists what is wrong. */
export function readAdminEnv(source: NodeJS.ProcessEnv = process.env): AdminEnv {
  const parsed = schema.safeParse(source)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The service cannot start. Correct these settings:\n${problems.join('\n')}`)
  }
  return { dataDir: resolve(parsed.data.CMR_DATA_DIR), port: parsed.data.PORT, inherited: source }
}
