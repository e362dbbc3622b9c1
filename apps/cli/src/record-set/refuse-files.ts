import { FileRefused } from '../evaluate/index-set.ts'
import { refusalOf } from '../evaluate/refusal.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'

/**
 * Does something with files that belong together. When one of them is refused nothing can be said of the others either:
 * the reason stands on standard error, and the exit code says so.
 */
export async function refuseFiles(
  terminal: Terminal,
  paths: readonly string[],
  task: () => Promise<ExitCode>,
): Promise<ExitCode> {
  try {
    return await task()
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error
    const refusal = refusalOf(error.cause)
    if (refusal === undefined) throw error.cause
    terminal.err.write(`cmr: ${paths[error.file] ?? ''}: ${refusal.message}\n`)
    return EXIT.inputRefused
  }
}
