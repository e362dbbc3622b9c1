import { withTenant } from '@cmr/db'
import { auditEvents, auditHeads, tenants } from '@cmr/db/schema'
import { and, asc, eq, gt, isNull, lte } from 'drizzle-orm'
import type { ServiceDeps } from '../service-deps.ts'
import { auditHash, sealedColumns } from './audit-text.ts'
import type { AuditHead } from './head-folder.ts'

const BATCH = 10_000
const NOTHING = Buffer.alloc(32)
/** Events are kept three years: an outside head over a later event than that must still find it. */
const KEPT_YEARS = 3

/** What is wrong with an office's audit log. */
export type AuditFaultKind =
  /** The event is not what was sealed. */
  | 'changed'
  /** The event does not follow the one before it. */
  | 'unlinked'
  /** There is no event of this number. */
  | 'missing'
  /** The log ended later once: events from this number on are gone. */
  | 'truncated'
  /** A head outside the database holds another hash: the events since the head before were made anew. */
  | 'rewritten'
  /** Events up to this number were removed before three years had passed. */
  | 'removed-early'
  /** An event was written past the chain. */
  | 'unsealed'

export interface AuditFault {
  readonly kind: AuditFaultKind
  /** Number of the first event that is not right. */
  readonly seq: number
}

export interface AuditVerification {
  /** Events whose hash was made again and found right. */
  readonly events: number
  /** Number and hash, in hex, of the last of them. */
  readonly lastSeq: number
  readonly lastHash: string
  /** Events of an office that has left whose free text was erased with its records: their links alone are checked. */
  readonly erased: number
  /** Outside heads that were met on the way. */
  readonly heads: number
  readonly fault: AuditFault | null
}

/**
 * Makes every hash of an office's audit log again and names the first event that is not right. `heads` are what was
 * kept outside the database, by number: without them a log that was cut at its end, or made anew, looks whole.
 */
export async function verifyAudit(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  { tenantId, heads = [] }: { readonly tenantId: string; readonly heads?: readonly AuditHead[] },
): Promise<AuditVerification> {
  const walk = await beginWalk(deps, tenantId, heads)
  let fault = earlyRemoval(walk, deps.clock.now())
  while (fault === null && walk.lastSeq < walk.head.seq) {
    const events = await readEvents(deps, tenantId, walk.lastSeq, walk.head.seq)
    if (events.length === 0) fault = { kind: 'missing', seq: walk.lastSeq + 1 }
    for (const event of events) {
      fault = faultOf(walk, event)
      if (fault !== null) break
    }
  }
  fault ??= faultOfEnd(walk) ?? (await findUnsealed(deps, tenantId, walk))
  const { events, lastSeq, lastHash, erased, met } = walk
  return { events, lastSeq, lastHash: lastHash.toString('hex'), erased, heads: met, fault }
}

interface Walk {
  /** Where the database says the log ends, and where what is kept of it begins. */
  readonly head: { readonly seq: number; readonly hash: Buffer; readonly anchorSeq: number }
  readonly outside: readonly AuditHead[]
  /** Outside heads by the number they end at. */
  readonly bySeq: ReadonlyMap<number, string>
  /** The office has left, and its records were removed. */
  readonly hasLeft: boolean
  events: number
  erased: number
  lastSeq: number
  lastHash: Buffer
  met: number
  /** Last number at which an outside head was right. */
  confirmed: number
}

type Event = Awaited<ReturnType<typeof readEvents>>[number]

async function beginWalk(
  { db }: Pick<ServiceDeps, 'db'>,
  tenantId: string,
  outside: readonly AuditHead[],
): Promise<Walk> {
  const [row, office] = await withTenant(db, tenantId, async (tx) => [
    (await tx.select().from(auditHeads).where(eq(auditHeads.tenantId, tenantId)))[0],
    (await tx.select({ state: tenants.state }).from(tenants).where(eq(tenants.id, tenantId)))[0],
  ])
  const head = row ?? { seq: 0, hash: NOTHING, anchorSeq: 0, anchorHash: NOTHING }
  return {
    head,
    outside,
    bySeq: new Map(outside.map(({ seq, hash }) => [seq, hash])),
    hasLeft: office?.state === 'left',
    events: 0,
    erased: 0,
    lastSeq: head.anchorSeq,
    lastHash: head.anchorHash,
    met: 0,
    confirmed: head.anchorSeq,
  }
}

function readEvents({ db }: Pick<ServiceDeps, 'db'>, tenantId: string, after: number, to: number) {
  const wanted = and(eq(auditEvents.tenantId, tenantId), gt(auditEvents.seq, after), lte(auditEvents.seq, to))
  return withTenant(db, tenantId, (tx) =>
    tx
      .select({ ...sealedColumns, hash: auditEvents.hash })
      .from(auditEvents)
      .where(wanted)
      .orderBy(asc(auditEvents.seq))
      .limit(BATCH),
  )
}

/** Checks one event and steps over it. */
function faultOf(walk: Walk, event: Event): AuditFault | null {
  const seq = walk.lastSeq + 1
  if (event.seq !== seq) return { kind: 'missing', seq }
  const { hash } = event
  const isSealed = hash?.equals(auditHash(event)) === true
  // Leaving erases what people wrote, and nothing else.
  const isErased = !isSealed && walk.hasLeft && event.purpose === null
  if (hash === null || !(isSealed || isErased)) return { kind: 'changed', seq }
  if (event.prevHash === null || !walk.lastHash.equals(event.prevHash)) return { kind: 'unlinked', seq }
  if (!meetHead(walk, seq, hash)) return { kind: 'rewritten', seq: walk.confirmed + 1 }
  walk.lastSeq = seq
  walk.lastHash = hash
  walk.events += 1
  if (isErased) walk.erased += 1
  return null
}

/** Whether the outside head of this number, if there is one, has this hash. */
function meetHead(walk: Walk, seq: number, hash: Buffer): boolean {
  const outside = walk.bySeq.get(seq)
  if (outside === undefined) return true
  if (outside !== hash.toString('hex')) return false
  walk.met += 1
  walk.confirmed = seq
  return true
}

/** What shows only at the end: a head that speaks of more, or of something else. */
function faultOfEnd({ head, outside, lastSeq, lastHash }: Walk): AuditFault | null {
  if (outside.some(({ seq }) => seq > lastSeq)) return { kind: 'truncated', seq: lastSeq + 1 }
  return head.hash.equals(lastHash) ? null : { kind: 'changed', seq: lastSeq }
}

/** An outside head whose last event is younger than three years, and is said to have been removed for its age. */
function earlyRemoval({ head, outside }: Walk, now: Date): AuditFault | null {
  const oldest = new Date(now)
  oldest.setUTCFullYear(oldest.getUTCFullYear() - KEPT_YEARS)
  const early = outside.find(({ seq, lastEventAt }) => seq <= head.anchorSeq && new Date(lastEventAt) > oldest)
  return early === undefined ? null : { kind: 'removed-early', seq: early.seq }
}

/** Events take their number when they are written for good, so none may be seen without one. */
async function findUnsealed(
  { db }: Pick<ServiceDeps, 'db'>,
  tenantId: string,
  { lastSeq }: Walk,
): Promise<AuditFault | null> {
  const found = await withTenant(db, tenantId, (tx) =>
    tx
      .select({ id: auditEvents.id })
      .from(auditEvents)
      .where(and(eq(auditEvents.tenantId, tenantId), isNull(auditEvents.seq)))
      .limit(1),
  )
  return found.length === 0 ? null : { kind: 'unsealed', seq: lastSeq + 1 }
}
