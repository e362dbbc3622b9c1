import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** The command as installed. */
export const BIN = fileURLToPath(new URL('../../bin/cmr.mjs', import.meta.url))

/** How a run of the real command ended. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Runs the real `cmr` as a user would, away from a terminal. */
export async function runBin(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [BIN, ...args], { maxBuffer: 1 << 26 }, (_error, out, err) => {
      resolve({ code: child.exitCode ?? -1, out, err })
    })
  })
}
