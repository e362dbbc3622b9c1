import { isAppError, type ErrorCode } from '@cmr/errors'

/** What `cmr` tells the program that called it. */
export const EXIT = {
  done: 0,
  logBroken: 1,
  wrongCall: 2,
  inputRefused: 3,
  linesSetAside: 5,
  unavailable: 69,
  bug: 70,
  interrupted: 130,
} as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** One line for each exit code, for `cmr --help`. */
export const EXIT_CODE_HELP = [
  [EXIT.done, 'done'],
  [EXIT.logBroken, 'the audit log is not what was written; the first event that is not right is named'],
  [EXIT.wrongCall, 'wrong call: an option, date, county or options file is not right; nothing was done'],
  [EXIT.inputRefused, 'an input file was refused; all other files were done'],
  [EXIT.linesSetAside, 'done, but some lines could not be read and were set aside; set-aside.csv names them'],
  [EXIT.unavailable, 'something needed is not available, such as disk space; try again'],
  [EXIT.bug, 'a bug in cmr'],
  [EXIT.interrupted, 'stopped by Ctrl-C or a signal; unfinished files were removed'],
] as const satisfies readonly (readonly [ExitCode, string])[]

function exitCodeOfCode(code: ErrorCode): ExitCode {
  switch (code) {
    case 'VALIDATION':
    case 'NOT_FOUND':
    case 'PRECONDITION':
    case 'FORBIDDEN':
    case 'CONFLICT':
    case 'LIMIT':
      return EXIT.wrongCall
    case 'UNAVAILABLE':
      return EXIT.unavailable
    case 'INTERNAL':
      return EXIT.bug
  }
}

/** The exit code of an error that ended a command. */
export function exitCodeOf(error: unknown): ExitCode {
  return isAppError(error) ? exitCodeOfCode(error.code) : EXIT.bug
}
