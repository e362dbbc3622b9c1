import { isAppError } from '@cmr/errors'
import type { Context } from '@cmr/services'
import { Server } from '@tus/server'
import type { Locker } from '@tus/server'
import type { Request, RequestHandler } from 'express'
import { z } from 'zod'
import type { AppContext } from '../app/app-context.ts'
import { describeFailure, publicError, statusOf } from '../app/error-response.server.ts'
import { enterOffice } from '../app/office-access.server.ts'
import { UploadLockers } from './upload-locker.ts'
import { UploadStore } from './upload-store.ts'

const METHODS = new Set(['OPTIONS', 'HEAD', 'POST', 'PATCH'])
const uploadId = z.uuid()
/** How long the bytes of a part may stay away before the connection is given up; what arrived is kept. */
const SILENCE_MILLISECONDS = 60_000
/** Reasons of a refusal that mean "too many bytes". */
const TOO_LARGE = new Set(['too-many-bytes', 'file-too-large'])

/**
 * Resumable uploads under `/:tenant/uploads`. Every method is settled before the protocol sees it: who asks, for which
 * office, with which permission; another office's upload does not exist. Reading an upload back is not offered.
 */
export function uploadMount(app: AppContext, options: { readonly maxBytes: number }): RequestHandler {
  const lockers = new UploadLockers(app.locks)
  return (request, response, next) => {
    const requestId = String(response.locals.requestId)
    const refuse = (status: number, message: string) => response.status(status).type('text/plain').send(`${message}\n`)
    const handle = async () => {
      if (!METHODS.has(request.method)) return refuse(405, 'This cannot be done with an upload.')
      if (request.path !== '/' && !uploadId.safeParse(request.path.slice(1)).success)
        return refuse(404, 'There is no such upload.')
      const viewer = await app.identity.viewerOf(webHeaders(request), { background: false })
      if (viewer === undefined || viewer.secondFactorAt === null || viewer.mustChangePassword)
        return refuse(401, 'Sign in again, then choose the same file: it goes on where it stopped.')
      const origin = { requestId, address: request.ip ?? '' }
      const { ctx } = await enterOffice(app, viewer, request.params.tenant, origin, { permission: 'file:write' })
      const tus = uploadServer(app, ctx, { maxSize: options.maxBytes, locker: lockers.of(ctx.tenant.id) })
      request.setTimeout(SILENCE_MILLISECONDS, () => request.destroy())
      // The protocol's handler builds addresses from the whole path, which a mount shortens.
      request.url = request.originalUrl
      return tus.handle(request, response)
    }
    handle().catch((error: unknown) => {
      const shown = publicError(error, requestId)
      if (shown.code === 'INTERNAL') next(error)
      else refuse(statusOf(shown.code), shown.message)
    })
  }
}

interface UploadLimits {
  readonly maxSize: number
  readonly locker: Locker
}

function uploadServer(app: AppContext, ctx: Context, { maxSize, locker }: UploadLimits): Server {
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
      const tooLarge = isAppError(error) && TOO_LARGE.has(String(error.details?.reason))
      return { status_code: tooLarge ? 413 : statusOf(shown.code), body: `${shown.message}\n` }
    },
  })
}

function webHeaders(request: Request) {
  return { headers: { get: (name: string) => request.get(name) ?? null } }
}
