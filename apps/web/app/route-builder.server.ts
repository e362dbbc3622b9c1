import { hasPermission } from '@cmr/auth'
import { AppError } from '@cmr/errors'
import { redirect } from '@remix-run/node'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { describeFailure, errorResponse, publicError } from './error-response.server.ts'
import type { Membership, Viewer } from './identity.server.ts'
import type { TenantRequest, TenantRoute } from './route-builder.ts'

const nothing = z.object({})

/** Settles who asks, for which office and whether they may; only then runs the handler. Fails closed. */
export async function runTenantRoute<Result, Params extends z.ZodObject, Query extends z.ZodObject>(
  route: TenantRoute<Params, Query>,
  handler: (request: TenantRequest<z.output<Params>, z.output<Query>>) => Promise<Result>,
  args: LoaderFunctionArgs,
): Promise<Result> {
  const { request, context } = args
  try {
    const viewer = await requireViewer(args, route.background === true)
    const membership = membershipOf(viewer, args.params.tenant)
    const ctx = {
      actor: { kind: 'user', userId: viewer.userId, roles: membership.roles },
      tenant: membership.tenant,
      requestId: context.requestId,
    } as const
    if (!hasPermission(ctx.actor, route.permission)) {
      throw new AppError(
        'FORBIDDEN',
        'Your role in this office does not include this page. Ask an administrator of your office.',
        {
          details: { reason: 'missing-permission', permission: route.permission },
        },
      )
    }
    return await handler({
      request,
      // Safe: without a schema the declared type of the values is that of an empty object.
      params: parse(route.params ?? nothing, args.params, 'NOT_FOUND') as z.output<Params>,
      // Safe: as above.
      query: parse(route.query ?? nothing, queryOf(request), 'VALIDATION') as z.output<Query>,
      ctx,
      deps: context.app.deps,
      viewer,
      membership,
      app: context.app,
    })
  } catch (error) {
    throw asResponse(error, args)
  }
}

/** The signed-in person. Without one: 401 to a stream, else on to the sign-in page and back afterwards. */
export async function requireViewer({ request, context }: LoaderFunctionArgs, background: boolean): Promise<Viewer> {
  const viewer = await context.app.identity.viewerOf(request, { background })
  if (viewer !== undefined) return viewer
  if (background) throw new Response('Sign in again to go on.\n', { status: 401 })
  const { pathname, search } = new URL(request.url)
  const here = request.method === 'GET' ? pathname.replace(/\.data$/, '') + withoutRouteData(search) : '/'
  throw redirect(`/sign-in?${new URLSearchParams({ to: here })}`)
}

/** The office of the address, if this person belongs to it; otherwise it does not exist for them. */
function membershipOf(viewer: Viewer, slug: string | undefined): Membership {
  const membership = viewer.memberships.find(({ tenant }) => tenant.slug === slug)
  if (membership === undefined) throw notFound()
  return membership
}

function parse<S extends z.ZodObject>(schema: S, value: unknown, code: 'NOT_FOUND' | 'VALIDATION'): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  if (code === 'NOT_FOUND') throw notFound()
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new AppError(
    'VALIDATION',
    `The address has a part that cannot be used: "${field}". Start again from the menu.`,
    {
      details: { reason: 'bad-query', field },
    },
  )
}

const notFound = () =>
  new AppError('NOT_FOUND', 'There is nothing at this address. It may have been mistyped or removed.', {
    details: { reason: 'unknown-address' },
  })

/** Repeated names become lists. */
function queryOf(request: Request): Record<string, string | string[]> {
  const { searchParams } = new URL(request.url)
  return Object.fromEntries(
    [...new Set(searchParams.keys())].map((name) => {
      const values = searchParams.getAll(name)
      return [name, values.length === 1 ? (values[0] ?? '') : values]
    }),
  )
}

function withoutRouteData(search: string): string {
  const kept = new URLSearchParams(search)
  kept.delete('_routes')
  return kept.size === 0 ? '' : `?${kept}`
}

function asResponse(error: unknown, { context }: LoaderFunctionArgs): unknown {
  if (error instanceof Response) return error
  if (publicError(error, context.requestId).code === 'INTERNAL') {
    context.app.log.error({ requestId: context.requestId, ...describeFailure(error) }, 'Unexpected error in a route.')
  }
  return errorResponse(error, context.requestId)
}
