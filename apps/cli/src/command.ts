import type { ExitCode } from './exit-codes.ts'
import type { Terminal } from './terminal.ts'

/** One subcommand of `cmr`. */
export interface Command {
  /** Printed by `cmr <command> --help`: usage first, then every option. */
  readonly help: string
  /** Runs with the arguments after the command's name. Throws `AppError` for an expected refusal. */
  run(args: readonly string[], terminal: Terminal): Promise<ExitCode>
}
