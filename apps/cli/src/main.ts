import { isAppError } from '@cmr/errors'
import { commandHelp, findCommand, overview } from './commands.ts'
import { EXIT, exitCodeOf, type ExitCode } from './exit-codes.ts'
import { openTerminal, type Terminal } from './terminal.ts'
import { version } from './version.ts'

const HELP = new Set(['--help', '-h', 'help'])
const VERSION = new Set(['--version', 'version'])

/** Runs `cmr` with its arguments and gives the exit code. */
export async function main(args: readonly string[], terminal: Terminal = openTerminal()): Promise<ExitCode> {
  const [name, ...rest] = args
  if (name !== undefined && VERSION.has(name)) {
    terminal.out.write(version + '\n')
    return EXIT.done
  }
  if (name === undefined || HELP.has(name)) {
    terminal.out.write(overview())
    return name === undefined ? EXIT.wrongCall : EXIT.done
  }
  const listed = findCommand(name)
  if (listed === undefined) {
    terminal.err.write(`cmr: there is no command ${name}.\nSee: cmr --help\n`)
    return EXIT.wrongCall
  }
  const command = await listed.load()
  if (rest.some((argument) => argument === '--help' || argument === '-h')) {
    terminal.out.write(commandHelp(command))
    return EXIT.done
  }
  try {
    return await command.run(rest, terminal)
  } catch (error) {
    if (terminal.signal.aborted) {
      terminal.err.write('cmr: stopped. Unfinished files were removed.\n')
      return EXIT.interrupted
    }
    terminal.err.write(describeError(error))
    return exitCodeOf(error)
  }
}

/** What a person reads. The message of an unexpected error is left out: it may hold text of a record. */
function describeError(error: unknown): string {
  if (isAppError(error) && error.code !== 'INTERNAL') return `cmr: ${error.message}\n`
  const message = isAppError(error) ? error.message : error instanceof Error ? error.name : 'unknown error'
  const frames =
    error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at ')) : []
  return `cmr: this is a bug, not a mistake of yours. Please report these lines:\n${[`${message} (cmr ${version})`, ...frames].join('\n')}\n`
}
