export { freePort } from './free-port.ts'
export { startEmbeddedServer } from './start-embedded-server.ts'
export type { EmbeddedServer, EmbeddedServerOptions } from './start-embedded-server.ts'
