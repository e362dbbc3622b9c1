import { requirePermission } from '@cmr/auth'
import { newId, type Tx, withTenant } from '@cmr/db'
import { auditEvents, auditHeads, auditReviews } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, asc, count, desc, eq, gte, max, min, type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { actorUserId, type Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { audit } from './audit.ts'

/** Days after which a look through the log is overdue. */
const REVIEW_DAYS = 7

const e = auditEvents

/** What stands in the log since it was last looked through. */
export interface AuditDigest {
  /** First and last number, both inclusive; null when nothing has been added. */
  readonly range: { readonly fromSeq: number; readonly toSeq: number } | null
  readonly firstAt: Date | null
  readonly lastAt: Date | null
  readonly events: number
  /** Most frequent first. */
  readonly actions: readonly { readonly action: string; readonly count: number }[]
  /** Acts that were refused or broke down. */
  readonly denied: number
  readonly failed: number
  /** Records, result files and logs that were taken out. */
  readonly exports: number
  /** What people of Code for America did under a grant. */
  readonly support: number
  readonly lastReview: AuditReviewView | null
  /** Nobody has looked for more than a week at events that are older than that. */
  readonly overdue: boolean
}

export interface AuditReviewView {
  readonly id: string
  readonly fromSeq: number
  readonly toSeq: number
  readonly reviewedBy: string
  readonly note: string | null
  readonly at: Date
}

/** What a reviewer of the week must look at. */
export async function getAuditDigest(ctx: Context, deps: ServiceDeps): Promise<AuditDigest> {
  requirePermission(ctx, 'audit:read')
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const lastReview = await findLastReview(tx, ctx)
    const unread = and(eq(e.tenantId, ctx.tenant.id), gte(e.seq, (lastReview?.toSeq ?? 0) + 1))
    const actions = await tx
      .select({ action: e.action, count: count() })
      .from(e)
      .where(unread)
      .groupBy(e.action)
      .orderBy(desc(count()), asc(e.action))
    const [span] = await tx
      .select({ fromSeq: min(e.seq), toSeq: max(e.seq), firstAt: min(e.at), lastAt: max(e.at) })
      .from(e)
      .where(unread)
    const countOf = (wanted: SQL): Promise<number> => tx.$count(e, and(unread, wanted))
    const { fromSeq, toSeq, firstAt = null, lastAt = null } = span ?? { fromSeq: null, toSeq: null }
    return {
      range: fromSeq === null || toSeq === null ? null : { fromSeq, toSeq },
      firstAt,
      lastAt,
      events: actions.reduce((sum, one) => sum + one.count, 0),
      actions,
      denied: await countOf(eq(e.outcome, 'denied')),
      failed: await countOf(eq(e.outcome, 'failed')),
      exports: await countOf(sql`${e.action} in ('run-file.download', 'audit.export', 'office.export')`),
      support: await countOf(eq(e.actorKind, 'support')),
      lastReview,
      overdue: isOverdue(firstAt, deps.clock.now()),
    }
  })
}

export const SignOffAuditInput = z.strictObject({
  /** The last event that was looked at: the end of the digest's range. */
  toSeq: z.coerce.number().int().min(1),
  note: z.string().trim().max(2000).optional(),
})
export type SignOffAuditInput = z.input<typeof SignOffAuditInput>

/** Signs that the log was looked through to an event. Throws CONFLICT when that was signed already, VALIDATION for an event that is not there. */
export async function signOffAudit(
  ctx: Context,
  deps: ServiceDeps,
  input: SignOffAuditInput,
): Promise<AuditReviewView> {
  requirePermission(ctx, 'audit:review')
  const { toSeq, note = '' } = parseInput(SignOffAuditInput, input)
  const reviewedBy = actorUserId(ctx)
  if (reviewedBy === null) {
    throw new AppError('FORBIDDEN', 'A person looks through the log.', { details: { reason: 'person-only' } })
  }
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const [head] = await tx
      .select({ seq: auditHeads.seq })
      .from(auditHeads)
      .where(eq(auditHeads.tenantId, ctx.tenant.id))
    // Two sign-offs at once would be of the same events.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('audit-review ' || ${ctx.tenant.id}, 0))`)
    const fromSeq = ((await findLastReview(tx, ctx))?.toSeq ?? 0) + 1
    if (toSeq < fromSeq) {
      throw new AppError('CONFLICT', 'These events have been signed off already.', {
        details: { reason: 'review-signed' },
      })
    }
    if (toSeq > (head?.seq ?? 0)) {
      throw new AppError('VALIDATION', 'The log does not go that far.', { details: { reason: 'unknown-audit-event' } })
    }
    const row = { tenantId: ctx.tenant.id, id: newId(), fromSeq, toSeq, reviewedBy, note: note === '' ? null : note }
    const [kept] = await tx.insert(auditReviews).values(row).returning({ at: auditReviews.createdAt })
    await audit(tx, ctx, { action: 'audit.review', objectKind: 'audit-review', objectId: row.id })
    return { id: row.id, fromSeq, toSeq, reviewedBy, note: row.note, at: kept?.at ?? deps.clock.now() }
  })
}

/** The office's sign-offs, latest first. */
export async function listAuditReviews(ctx: Context, deps: ServiceDeps): Promise<AuditReviewView[]> {
  requirePermission(ctx, 'audit:read')
  return withTenant(deps.db, ctx.tenant.id, (tx) => reviewsOf(tx, ctx, 100))
}

async function findLastReview(tx: Tx, ctx: Context): Promise<AuditReviewView | null> {
  return (await reviewsOf(tx, ctx, 1))[0] ?? null
}

function reviewsOf(tx: Tx, ctx: Context, limit: number): Promise<AuditReviewView[]> {
  const { id, fromSeq, toSeq, reviewedBy, note, createdAt: at, tenantId } = auditReviews
  return tx
    .select({ id, fromSeq, toSeq, reviewedBy, note, at })
    .from(auditReviews)
    .where(eq(tenantId, ctx.tenant.id))
    .orderBy(desc(toSeq))
    .limit(limit)
}

function isOverdue(firstUnreadAt: Date | null, now: Date): boolean {
  return firstUnreadAt !== null && now.getTime() - firstUnreadAt.getTime() > REVIEW_DAYS * 86_400_000
}
