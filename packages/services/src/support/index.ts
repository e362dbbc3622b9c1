export { actingContext, watchGrant } from './acting-context.ts'
export type { ActingContext } from './acting-context.ts'
export {
  decideSupport,
  DecideSupportInput,
  endSupport,
  GrantInput,
  listSupportGrants,
  revokeSupport,
} from './decide-support.ts'
export type { SupportGrantView } from './grant-view.ts'
export { listOwnRequests, requestSupport, RequestSupportInput } from './request-support.ts'
export type { NamedStaff } from './request-support.ts'
