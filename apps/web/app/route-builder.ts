import type { Permission } from '@cmr/auth'
import type { Context, ServiceDeps } from '@cmr/services'
import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import type { z } from 'zod'
import type { AppContext } from './app-context.ts'
import type { Membership, RequestOrigin, Viewer } from './identity.server.ts'
import type { SupportAccess } from './office-access.server.ts'

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
  /** The second factor must have been shown within the last 20 minutes; else it is asked for first. */
  readonly stepUp?: true
  /** `open`: also for somebody whose training or addendum is missing. Only for what shows no record. */
  readonly gate?: 'open'
}

/** A page of Code for America's own people: the kinds of staff that may see it. For anybody else it does not exist. */
export interface StaffRoute {
  readonly staff: readonly Staff[]
  /** The second factor must have been shown within the last 20 minutes; else it is asked for first. */
  readonly stepUp?: true
}

/** A page of one's own account, whatever office one belongs to. */
export interface AccountRoute {
  /** Polling and streams, as for a route of an office. */
  readonly background?: true
  /** `password`: a session that has not shown its second factor may use it as well. */
  readonly session?: 'password'
  /** The second factor must have been shown within the last 20 minutes; else it is asked for first. */
  readonly stepUp?: true
}

/** A page anybody may ask for: `because` says in words why it holds nothing to protect. */
export interface PublicRoute {
  readonly because: string
}

export type Staff = NonNullable<Viewer['staff']>

/** What every handler gets. */
export interface PlainRequest {
  readonly request: Request
  readonly app: AppContext
  readonly requestId: string
  /** Network address the request comes from. */
  readonly clientAddress: string
  /** Where the request comes from, as the log keeps it. */
  readonly origin: RequestOrigin
  readonly params: Readonly<Record<string, string | undefined>>
}

/** What a handler gets once the person is known. */
export interface AccountRequest extends PlainRequest {
  readonly viewer: Viewer
}

/** What a handler gets once the person is known to be of Code for America. */
export interface StaffRequest extends AccountRequest {
  readonly staff: Staff
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
  /** Of somebody of Code for America under a grant: the office, and no role. */
  readonly membership: Membership
  /** The grant somebody of Code for America acts under; null for people of the office. */
  readonly support: SupportAccess | null
  readonly app: AppContext
  /** Where the request comes from, as the log keeps it. */
  readonly origin: RequestOrigin
}

type Handler<Given, Result> = (request: Given) => Promise<Result>
type TenantHandler<Params extends z.ZodObject, Query extends z.ZodObject, Result> = Handler<
  TenantRequest<z.output<Params>, z.output<Query>>,
  Result
>

// The builders live in the `.server` twin and are fetched when a route runs: called at the top of a route module they
// must exist in the browser's copy as well. `docs/routes.md` is made from these calls.

/** The only way a route of an office reads. */
export function tenantLoader<Result, Params extends z.ZodObject, Query extends z.ZodObject>(
  route: TenantRoute<Params, Query>,
  handler: TenantHandler<Params, Query, Result>,
): (args: LoaderFunctionArgs) => Promise<Result> {
  return async (args) => (await import('./route-builder.server.ts')).runTenantRoute(route, handler, args)
}

/** The only way a route of an office writes. */
export function tenantAction<Result, Params extends z.ZodObject, Query extends z.ZodObject>(
  route: TenantRoute<Params, Query>,
  handler: TenantHandler<Params, Query, Result>,
): (args: ActionFunctionArgs) => Promise<Result> {
  return async (args) => (await import('./route-builder.server.ts')).runTenantRoute(route, handler, args)
}

/** The only way a page of Code for America's people reads. */
export function staffLoader<Result>(
  route: StaffRoute,
  handler: Handler<StaffRequest, Result>,
): (args: LoaderFunctionArgs) => Promise<Result> {
  return async (args) => (await import('./route-builder.server.ts')).runStaffRoute(route, handler, args)
}

/** The only way a page of Code for America's people writes. */
export function staffAction<Result>(
  route: StaffRoute,
  handler: Handler<StaffRequest, Result>,
): (args: ActionFunctionArgs) => Promise<Result> {
  return async (args) => (await import('./route-builder.server.ts')).runStaffRoute(route, handler, args)
}

/** The only way a page of one's own account reads. */
export function accountLoader<Result>(
  route: AccountRoute,
  handler: Handler<AccountRequest, Result>,
): (args: LoaderFunctionArgs) => Promise<Result> {
  return async (args) => (await import('./route-builder.server.ts')).runAccountRoute(route, handler, args)
}

/** The only way a page of one's own account writes. */
export function accountAction<Result>(
  route: AccountRoute,
  handler: Handler<AccountRequest, Result>,
): (args: ActionFunctionArgs) => Promise<Result> {
  return async (args) => (await import('./route-builder.server.ts')).runAccountRoute(route, handler, args)
}

/** A route for anybody that reads. */
export function publicLoader<Result>(
  route: PublicRoute,
  handler: Handler<PlainRequest, Result>,
): (args: LoaderFunctionArgs) => Promise<Result> {
  return async (args) => (await import('./route-builder.server.ts')).runPublicRoute(route, handler, args)
}

/** A route for anybody that writes. */
export function publicAction<Result>(
  route: PublicRoute,
  handler: Handler<PlainRequest, Result>,
): (args: ActionFunctionArgs) => Promise<Result> {
  return async (args) => (await import('./route-builder.server.ts')).runPublicRoute(route, handler, args)
}
