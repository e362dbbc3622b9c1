import { hasPermission } from '@cmr/auth'
import { isAppError } from '@cmr/errors'
import type { Context } from '@cmr/services'
import { MemoryLocker, Server } from '@tus/server'
import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import type { AppContext } from '../app/app-context.ts'
import { describeFailure, publicError, statusOf } from '../app/error-response.server.ts'
import { UploadStore } from './upload-store.ts'

const METHODS = new Set(['OPTIONS', 'HEAD', 'POST', 'PATCH'])
const uploadId = z.uuid()
/** Holds one writer a file within this process; the store refuses a second writer at a wrong offset in any process. */
const locker = new MemoryLocker()

/**
 * Resumable uploads under `/:tenant/uploads`. Every method is settled before the protocol sees it: who asks, for which
 * office, with which permission; another office's upload does not exist. Reading an upload back is not offered.
 */
export function uploadMount(app: AppContext, options: { readonly maxBytes: number }): RequestHandler {
  return (request, response, next) => {
    const requestId = String(response.locals.requestId)
    const refuse = (status: number, message: string) => response.status(status).type('text/plain').send(`${message}\n`)
    const handle = async () => {
      if (!METHODS.has(request.method)) return refuse(405, 'This cannot be done with an upload.')
      if (request.path !== '/' && !uploadId.safeParse(request.path.slice(1)).success)
        return refuse(404, 'There is no such upload.')
      const viewer = await app.identity.viewerOf(webHeaders(request), { background: false })
      if (viewer === undefined)
        return refuse(401, 'Sign in again, then choose the same file: it goes on where it stopped.')
      const membership = viewer.memberships.find(({ tenant }) => tenant.slug === request.params.tenant)
      if (membership === undefined) return refuse(404, 'There is no such upload.')
      const actor = { kind: 'user', userId: viewer.userId, roles: membership.roles } as const
      if (!hasPermission(actor, 'file:write'))
        return refuse(403, 'Your role in this office does not include adding files.')
      const tus = uploadServer(app, { actor, tenant: membership.tenant, requestId }, options.maxBytes)
      // The protocol's handler builds addresses from the whole path, which a mount shortens.
      request.url = request.originalUrl
      return tus.handle(request, response)
    }
    handle().catch(next)
  }
}

function uploadServer(app: AppContext, ctx: Context, maxSize: number): Server {
  return new Server({
    path: `/${ctx.tenant.slug}/uploads`,
    datastore: new UploadStore(ctx, app.deps),
    locker,
    maxSize,
    relativeLocation: true,
    allowedOrigins: [],
    onResponseError: (_request, error) => {
      if (!(error instanceof Error)) return undefined
      const shown = publicError(error, ctx.requestId)
      const unexpected = shown.code === 'INTERNAL' && (!isAppError(error) || error.code === 'INTERNAL')
      if (unexpected)
        app.log.error({ requestId: ctx.requestId, ...describeFailure(error) }, 'Unexpected error in an upload.')
      return { status_code: statusOf(shown.code), body: `${shown.message}\n` }
    },
  })
}

function webHeaders(request: Request) {
  return { headers: { get: (name: string) => request.get(name) ?? null } }
}
