import { EXIT, type ExitCode } from '../exit-codes.ts'
import type { Terminal } from '../terminal.ts'

/** How a command that did its work ends: with a warning when rows were set aside, for its figures lack them. */
export function warnSetAside(terminal: Terminal, rows: number): ExitCode {
  if (rows === 0) return EXIT.done
  const what = rows === 1 ? '1 row was' : `${rows.toLocaleString('en-US')} rows were`
  terminal.err.write(`cmr: warning: ${what} set aside. cmr evaluate writes which and why to set-aside.csv.\n`)
  return EXIT.linesSetAside
}
