import { createRequestHandler } from '@remix-run/express'
import type { ServerBuild } from '@remix-run/node'
import compression from 'compression'
import express from 'express'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { readEnv } from './app/env.server.ts'
import { mounts } from './app/mounts.ts'
import { createAppContext } from './app/services.server.ts'
import { health } from './server/health.ts'
import { originRule } from './server/origin-rule.ts'
import { addressLimits, bodyLimits, formLimits, parserLimits } from './server/request-limits.ts'
import { requestLog } from './server/request-log.ts'
import { securityHeaders } from './server/security-headers.ts'
import { serveAssets } from './server/serve-assets.ts'
import { stopGracefully } from './server/stop-gracefully.ts'
import { unexpectedError } from './server/unexpected-error.ts'
import { uploadMount } from './server/upload-mount.ts'

// A name in a variable: type checking must not need a build.
const BUILD: string = './build/server/index.js'

const env = readEnv()
const log = pino({ level: env.LOG_LEVEL, base: { service: 'web' } })
const context = await createAppContext(env, log)
const build = (await import(BUILD)) as ServerBuild

const app = express()
app.disable('x-powered-by')
app.set('trust proxy', env.TRUSTED_PROXIES)
app.use(requestLog(log))
app.use(securityHeaders({ tls: env.PUBLIC_ORIGIN.startsWith('https:') }))
app.use(addressLimits())
app.use(originRule(env.PUBLIC_ORIGIN))
app.get(mounts.health, health(context))
app.use(serveAssets(fileURLToPath(new URL('./build/client', import.meta.url))))
app.use(mounts.uploads, uploadMount(context, { maxBytes: env.UPLOAD_MAX_BYTES }))
app.use(bodyLimits(formLimits))
// A stream of events must leave at once, so it is not compressed.
app.use(
  compression({
    filter: (request, response) => !request.path.endsWith('/events') && compression.filter(request, response),
  }),
)
const pages = createRequestHandler({
  build,
  mode: env.NODE_ENV,
  getLoadContext: (request, response) => ({
    app: context,
    requestId: String(response.locals.requestId),
    nonce: String(response.locals.nonce),
    clientAddress: request.ip ?? '',
  }),
})
app.all('*', (request, response, next) => void pages(request, response, next))
app.use(unexpectedError(log))

const server = createServer(parserLimits, app)
server.listen(env.PORT, env.HOST, () => {
  log.info({ address: server.address() }, `Clear My Record is ready at ${env.PUBLIC_ORIGIN}`)
})
stopGracefully(server, () => context.close(), log)
