import { access } from 'node:fs/promises'
import { join } from 'node:path'
import { codeAt } from '@cmr/auth'
import { AppError } from '@cmr/errors'
import { z } from 'zod'
import { demoSupport, demoUsers } from './seed/demo-offices.ts'
import { demoTotpSecret } from './seed/demo-totp.ts'
import { readLocalSettings } from './serve/settings.ts'
import { readAdminEnv } from '../env.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { parseCall } from '../parse-call.ts'
import type { Terminal } from '../terminal.ts'

const PERIOD_SECONDS = 30

const emails: readonly string[] = [...demoUsers, demoSupport].map(({ email }) => email)

const schema = z.object({
  files: z.tuple(
    [
      z.literal('code'),
      z
        .string()
        .toLowerCase()
        .refine((email) => emails.includes(email), 'is nobody of the demonstration.'),
    ],
    { error: 'needs: code EMAIL.' },
  ),
})

/** `cmr admin code`: prints the code an authenticator app of somebody invented would show now. */
export async function printCode(args: readonly string[], { out }: Terminal): Promise<ExitCode> {
  const [, email] = parseCall('admin', args, {}, schema).files
  const { dataDir } = readAdminEnv()
  // Reading the settings would make a folder that is not there.
  await access(join(dataDir, 'master.key')).catch(() => {
    throw new AppError('PRECONDITION', 'There is no local service in this folder. Run npm start first.', {
      details: { reason: 'no-local-service' },
    })
  })
  const { masterKey } = await readLocalSettings(dataDir)
  const now = new Date()
  const secondsLeft = PERIOD_SECONDS - (Math.floor(now.getTime() / 1000) % PERIOD_SECONDS)
  const code = codeAt(demoTotpSecret(Buffer.from(masterKey, 'base64'), email), now)
  out.write(out.isTTY === true ? `${code}  (good for ${secondsLeft} more seconds)\n` : `${code}\n`)
  return EXIT.done
}
