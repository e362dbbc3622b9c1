import { AppError } from '@cmr/errors'
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const BIN = fileURLToPath(new URL('../../bin/cmr.mjs', import.meta.url))

/** Runs `cmr` as a process of its own, as its first line says it is started. Returns the JSON line it prints and the seconds from start to exit. */
export async function runCmr(args: readonly string[]): Promise<{ result: Record<string, unknown>; seconds: number }> {
  const begun = performance.now()
  const child = spawn(BIN, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  const seconds = (performance.now() - begun) / 1000
  if (code !== 0) {
    throw new AppError('INTERNAL', `cmr ${args[0]} ended with exit code ${code}.`, {
      details: { reason: 'bench-failed' },
    })
  }
  // Safe: away from a terminal every command of cmr ends with one JSON object.
  return { result: JSON.parse(output) as Record<string, unknown>, seconds }
}
