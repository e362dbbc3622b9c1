import type { Server } from 'node:http'
import type { Logger } from 'pino'

const PATIENCE_MILLISECONDS = 8000

/**
 * On SIGTERM or SIGINT: takes no new connection, lets open requests finish, closes what `close` owns, exits 0.
 * What is still open after eight seconds (event streams) is cut. An error nobody caught ends the process with 1:
 * the supervisor starts a clean one.
 */
export function stopGracefully(server: Server, close: () => Promise<void>, log: Logger): void {
  let stopping = false
  const stop = (signal: string) => {
    if (stopping) return
    stopping = true
    log.info({ signal }, 'Stopping.')
    const cut = setTimeout(() => server.closeAllConnections(), PATIENCE_MILLISECONDS)
    server.close(() => {
      clearTimeout(cut)
      close().then(
        () => process.exit(0),
        (error: unknown) => die(log, error),
      )
    })
    server.closeIdleConnections()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('uncaughtException', (error) => die(log, error))
  process.on('unhandledRejection', (error) => die(log, error))
}

function die(log: Logger, error: unknown): void {
  log.fatal(
    { name: error instanceof Error ? error.name : 'unknown', stack: stackOf(error) },
    'The server must restart.',
  )
  process.exit(1)
}

/** Where it happened, without the message: a message may repeat what somebody typed. */
export function stackOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined
  return error.stack
    ?.split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .join('\n')
}
