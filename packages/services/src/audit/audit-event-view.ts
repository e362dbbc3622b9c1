import { type ActorKind, AUDIT_OUTCOMES, auditEvents, type AuditOutcome } from '@cmr/db/schema'
import { and, eq, gte, isNotNull, lt, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { tenantJurisdiction } from '../tenant-ruleset.ts'

/** Which events of the log are wanted; all when empty. */
export const auditFilters = {
  /** A person, by user id. */
  actor: z.uuid().optional(),
  /** `entity.verb`, whole, or its entity alone. */
  action: z
    .string()
    .regex(/^[a-z-]+(\.[a-z-]+)?$/)
    .max(80)
    .optional(),
  objectId: z.uuid().optional(),
  outcome: z.enum(AUDIT_OUTCOMES).optional(),
  /** First and last day, both inclusive, `YYYY-MM-DD` in the office's time zone. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Only what people of Code for America did. */
  support: z.boolean().optional(),
}
export type AuditFilters = z.output<z.ZodObject<typeof auditFilters>>

/** An event of the log, for a page. */
export interface AuditEventView {
  /** Its place in the office's chain, from 1. */
  readonly seq: number
  readonly at: Date
  readonly actorKind: ActorKind
  /** Null for the system. */
  readonly actorUserId: string | null
  readonly action: string
  readonly objectKind: string
  readonly objectId: string | null
  readonly outcome: AuditOutcome
  readonly requestId: string
  readonly sessionId: string | null
  readonly address: string | null
  readonly supportGrantId: string | null
  readonly purpose: string | null
  readonly bytes: number | null
}

const e = auditEvents

/** The columns of an `AuditEventView`. */
export const auditEventColumns = {
  // Safe: events without a number are left out by `auditWhere`.
  seq: sql<number>`${e.seq}`.mapWith(Number),
  at: e.at,
  actorKind: e.actorKind,
  actorUserId: e.actorUserId,
  action: e.action,
  objectKind: e.objectKind,
  objectId: e.objectId,
  outcome: e.outcome,
  requestId: e.requestId,
  sessionId: e.sessionId,
  address: e.address,
  supportGrantId: e.supportGrantId,
  purpose: e.purpose,
  bytes: e.bytes,
}

/** Events of the office that the filters leave. */
export function auditWhere(ctx: Context, filters: AuditFilters): SQL | undefined {
  const { actor, action, objectId, outcome, from, to, support } = filters
  const { timeZone } = tenantJurisdiction(ctx)
  const dayStart = (day: string, plus = 0): SQL =>
    sql`((${day}::date + ${plus}::int)::timestamp at time zone ${timeZone})`
  return and(
    eq(e.tenantId, ctx.tenant.id),
    isNotNull(e.seq),
    actor === undefined ? undefined : eq(e.actorUserId, actor),
    action === undefined ? undefined : actionIs(action),
    objectId === undefined ? undefined : eq(e.objectId, objectId),
    outcome === undefined ? undefined : eq(e.outcome, outcome),
    from === undefined ? undefined : gte(e.at, dayStart(from)),
    to === undefined ? undefined : lt(e.at, dayStart(to, 1)),
    support === true ? eq(e.actorKind, 'support') : undefined,
  )
}

function actionIs(action: string): SQL {
  return action.includes('.') ? eq(e.action, action) : sql`${e.action} ^@ ${action + '.'}`
}
