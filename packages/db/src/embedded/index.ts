export { startEmbeddedServer } from './start-embedded-server.ts'
export type { EmbeddedServer, EmbeddedServerOptions } from './start-embedded-server.ts'
