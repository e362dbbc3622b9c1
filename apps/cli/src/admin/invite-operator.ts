import { inviteFirstOperator } from '@cmr/auth'
import { openDatabase } from '@cmr/db'
import { z } from 'zod'
import { readOperatorEnv } from './operator-env.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { parseCall, required } from '../parse-call.ts'
import type { Terminal } from '../terminal.ts'

const schema = z.object({
  files: z.tuple([z.literal('operator')], { error: 'is one argument too many.' }),
  email: required('--email name@service.example').pipe(z.email({ error: 'must be an e-mail address.' })),
  name: required('--name "Their name"').pipe(
    z.string().trim().min(1, 'is empty.').max(200, 'must have at most 200 characters.'),
  ),
})

const flags = { email: { type: 'string' }, name: { type: 'string' } } as const

/** `cmr admin operator`: prints the invitation's link, or its code alone when the public address is not known. */
export async function inviteOperator(args: readonly string[], { out, err }: Terminal): Promise<ExitCode> {
  const { email, name } = parseCall('admin', args, flags, schema)
  const { authDatabaseUrl: url, publicOrigin } = await readOperatorEnv()
  const db = openDatabase({ url, max: 1, applicationName: 'cmr admin', statementTimeoutMs: 30_000 })
  try {
    const { token } = await inviteFirstOperator({ db, clock: { now: () => new Date() } }, { email, name })
    out.write(publicOrigin === undefined ? `${token}\n` : `${publicOrigin}/join#${token}\n`)
  } finally {
    await db.close()
  }
  if (publicOrigin === undefined) err.write('PUBLIC_ORIGIN is not set: enter this code at /join of the service.\n')
  err.write('Give it to them yourself, by a way you trust. It is shown only now, good for a day and once.\n')
  return EXIT.done
}
