import { AppError } from '@cmr/errors'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { z } from 'zod'
import { describeFailure, errorResponse, publicError } from './error-response.server.ts'
import type { Viewer } from './identity.server.ts'
import { enterOffice, unknownAddress } from './office-access.server.ts'
import type {
  AccountRequest,
  AccountRoute,
  PlainRequest,
  PublicRoute,
  StaffRequest,
  StaffRoute,
  TenantRequest,
  TenantRoute,
} from './route-builder.ts'
import { passGate } from './session-gate.server.ts'

const nothing = z.object({})

/** Settles who asks, for which office and whether they may; only then runs the handler. Fails closed. */
export async function runTenantRoute<Result, Params extends z.ZodObject, Query extends z.ZodObject>(
  route: TenantRoute<Params, Query>,
  handler: (request: TenantRequest<z.output<Params>, z.output<Query>>) => Promise<Result>,
  args: LoaderFunctionArgs,
): Promise<Result> {
  const { request, context } = args
  return answer(args, async () => {
    const viewer = await requireViewer(args, route)
    const origin = { requestId: context.requestId, address: context.clientAddress }
    const access = await enterOffice(context.app, viewer, args.params.tenant, origin, route)
    return handler({
      request,
      // Safe: without a schema the declared type of the values is that of an empty object.
      params: parse(route.params ?? nothing, args.params, 'NOT_FOUND') as z.output<Params>,
      // Safe: as above.
      query: parse(route.query ?? nothing, queryOf(request), 'VALIDATION') as z.output<Query>,
      ...access,
      deps: context.app.deps,
      viewer,
      app: context.app,
      origin,
    })
  })
}

/** As `runTenantRoute`, for a page of Code for America's people: for anybody else it does not exist. */
export async function runStaffRoute<Result>(
  route: StaffRoute,
  handler: (request: StaffRequest) => Promise<Result>,
  args: LoaderFunctionArgs,
): Promise<Result> {
  return answer(args, async () => {
    const viewer = await requireViewer(args, route)
    if (viewer.staff === null || !route.staff.includes(viewer.staff)) throw unknownAddress()
    return handler({ ...plainRequest(args), viewer, staff: viewer.staff })
  })
}

/** As `runTenantRoute`, for a page of one's own account. */
export async function runAccountRoute<Result>(
  route: AccountRoute,
  handler: (request: AccountRequest) => Promise<Result>,
  args: LoaderFunctionArgs,
): Promise<Result> {
  return answer(args, async () => {
    const viewer = await requireViewer(args, route)
    return handler({ ...plainRequest(args), viewer })
  })
}

/** As `runTenantRoute`, for anybody. */
export async function runPublicRoute<Result>(
  _route: PublicRoute,
  handler: (request: PlainRequest) => Promise<Result>,
  args: LoaderFunctionArgs,
): Promise<Result> {
  return answer(args, () => handler(plainRequest(args)))
}

function plainRequest({ request, params, context }: LoaderFunctionArgs): PlainRequest {
  const { app, requestId, clientAddress } = context
  return { request, params, app, requestId, clientAddress, origin: { requestId, address: clientAddress } }
}

/** Runs a route; whatever it throws leaves as a page of words with an id. */
async function answer<Result>(args: LoaderFunctionArgs, run: () => Promise<Result>): Promise<Result> {
  try {
    return await run()
  } catch (error) {
    throw asResponse(error, args)
  }
}

/** The signed-in person, whose session is good enough for the route; else on to the page that makes it so, and back. */
async function requireViewer(
  { request, context }: LoaderFunctionArgs,
  { background, stepUp, session }: { background?: true; stepUp?: true; session?: 'password' },
): Promise<Viewer> {
  const { identity, auth } = context.app
  const viewer = await identity.viewerOf(request, { background: background === true })
  const needs = { background: background === true, stepUp: stepUp === true, least: session ?? 'whole' } as const
  return passGate(viewer, request, needs, auth.clock.now())
}

function parse<S extends z.ZodObject>(schema: S, value: unknown, code: 'NOT_FOUND' | 'VALIDATION'): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  if (code === 'NOT_FOUND') throw unknownAddress()
  const field = parsed.error.issues[0]?.path.join('.') ?? ''
  throw new AppError(
    'VALIDATION',
    `The address has a part that cannot be used: "${field}". Start again from the menu.`,
    {
      details: { reason: 'bad-query', field },
    },
  )
}

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

function asResponse(error: unknown, { context }: LoaderFunctionArgs): unknown {
  if (error instanceof Response) return error
  if (publicError(error, context.requestId).code === 'INTERNAL') {
    context.app.log.error({ requestId: context.requestId, ...describeFailure(error) }, 'Unexpected error in a route.')
  }
  return errorResponse(error, context.requestId)
}
