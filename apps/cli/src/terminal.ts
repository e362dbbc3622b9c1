/** Where a command writes and what stops it. Tests and other callers may give their own. */
export interface Terminal {
  /** Results: for people on a terminal, one JSON line otherwise. */
  readonly out: Output
  /** Progress, warnings and errors. */
  readonly err: Output
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal
}

/** What of a stream commands use; `process.stdout` is one. */
export interface Output {
  readonly isTTY?: boolean
  readonly columns?: number
  write(text: string): unknown
}

/** The terminal of this process. SIGINT and SIGTERM abort its signal, so that a command can clean up before it ends. */
export function openTerminal(): Terminal {
  const interruption = new AbortController()
  const interrupt = (): void => interruption.abort()
  process.once('SIGINT', interrupt)
  process.once('SIGTERM', interrupt)
  return { out: process.stdout, err: process.stderr, signal: interruption.signal }
}
