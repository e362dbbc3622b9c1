import type { Permission } from '@cmr/auth'
import type { Context, ServiceDeps } from '@cmr/services'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import type { z } from 'zod'
import type { Membership, Viewer } from './identity.server.ts'

/** What a route of an office declares before it may run. */
export interface TenantRoute<Params extends z.ZodObject, Query extends z.ZodObject> {
  /** Beside `tenant`. A value that does not parse is an address that does not exist: 404. */
  readonly params?: Params
  /** A value that does not parse is refused: 400. Give fields defaults or `.catch` where a link may be old. */
  readonly query?: Query
  /** The signed-in person must hold it, else 403. */
  readonly permission: Permission
  /** Polling and streams: checks the session without extending it, and answers 401 instead of showing the sign-in page. */
  readonly background?: true
}

/** What a handler gets once the person, the office and the permission are settled. */
export interface TenantRequest<Params, Query> {
  readonly request: Request
  readonly params: Params
  readonly query: Query
  /** Passed to every service verb. */
  readonly ctx: Context
  readonly deps: ServiceDeps
  readonly viewer: Viewer
  readonly membership: Membership
  readonly app: LoaderFunctionArgs['context']['app']
}

type Handler<Params extends z.ZodObject, Query extends z.ZodObject, Result> = (
  request: TenantRequest<z.output<Params>, z.output<Query>>,
) => Promise<Result>

/**
 * The only way a route of an office reads. The builder itself lives in the `.server` twin and is fetched when the
 * route runs: called at the top of a route module it must exist in the browser's copy as well.
 */
export function tenantLoader<Result, Params extends z.ZodObject, Query extends z.ZodObject>(
  route: TenantRoute<Params, Query>,
  handler: Handler<Params, Query, Result>,
): (args: LoaderFunctionArgs) => Promise<Result> {
  return async (args) => (await import('./route-builder.server.ts')).runTenantRoute(route, handler, args)
}

/** The only way a route of an office writes. */
export function tenantAction<Result, Params extends z.ZodObject, Query extends z.ZodObject>(
  route: TenantRoute<Params, Query>,
  handler: Handler<Params, Query, Result>,
): (args: ActionFunctionArgs) => Promise<Result> {
  return async (args) => (await import('./route-builder.server.ts')).runTenantRoute(route, handler, args)
}
