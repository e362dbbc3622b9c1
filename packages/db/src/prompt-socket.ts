import { Socket } from 'node:net'

/** The part of the driver's parsed options that says where the server is. */
interface ServerAddress {
  readonly host: readonly string[]
  readonly port: readonly number[]
  /** A Unix socket, in place of host and port. */
  readonly path?: string | false
}

/**
 * A connection that sends small packets at once. A COPY is several small writes; left to itself the system holds each
 * back about 40 ms to join it with the next. The driver may write before it is connected: the socket queues.
 */
export function promptSocket({ host, port, path }: ServerAddress): Socket {
  const socket = new Socket()
  socket.setNoDelay(true)
  if (path) return socket.connect(path)
  const at = { host: host[0] ?? 'localhost', port: port[0] ?? 5432 }
  // The driver checks a TLS certificate against the `host` of the socket.
  return Object.assign(socket.connect(at), at)
}
