import { appendAudit, type Tx } from '@cmr/db'
import { accountEvents, memberships } from '@cmr/db/schema'
import { eq } from 'drizzle-orm'
import type { By, Origin } from '../acting.ts'
import { enterTenant } from './enter-tenant.ts'

/** What can happen to an account, as `entity.verb`. The verbs `refuse` are failures of whoever tried. */
export type AccountAction =
  | `account.${'create' | 'disable' | 'enable' | 'lock' | 'reset' | 'retire' | 'unlock'}`
  | `factor.${'confirm' | 'refuse' | 'remove' | 'reset'}`
  | `invite.${'accept' | 'create' | 'revoke'}`
  | `member.${'change' | 'date' | 'review'}`
  | `password.${'change' | 'refuse'}`
  | `recovery.${'renew' | 'use'}`
  | `session.${'begin' | 'confirm' | 'end' | 'refuse'}`
  | `sign-in.${'configure'}`

export interface AccountAct {
  readonly action: AccountAction
  /** Whose account; null for an address nobody has. */
  readonly userId: string | null
  /** Who did it: a person, whoever tried to sign in as the account, or nobody (`system`). */
  readonly by: By | (Origin & { readonly userId?: never }) | 'system'
  /** For an act on what somebody is in one office: only this office's log speaks of it. */
  readonly tenantId?: string
  /** What was acted on, where it is not the account: an invitation, a provider. */
  readonly objectKind?: string
  readonly objectId?: string
  /** Whether the person who acts is of Code for America. */
  readonly byStaff?: boolean
}

/**
 * Writes an act into the log of each office the account belongs to, in the transaction of the act, so that neither is
 * without the other. Accounts without an office have a list of their own. People are named by their id alone.
 */
export async function recordAct(tx: Tx, act: AccountAct): Promise<void> {
  const offices = act.tenantId === undefined ? await officesOf(tx, act.userId) : [act.tenantId]
  for (const tenantId of offices) await writeToOffice(tx, tenantId, act)
  if (offices.length === 0) await writeToAccounts(tx, act)
}

// In one order everywhere: at commit each office's chain is locked in the order of writing.
async function officesOf(tx: Tx, userId: string | null): Promise<string[]> {
  if (userId === null) return []
  const rows = await tx
    .select({ tenantId: memberships.tenantId })
    .from(memberships)
    .where(eq(memberships.userId, userId))
    .orderBy(memberships.tenantId)
  return rows.map(({ tenantId }) => tenantId)
}

async function writeToOffice(tx: Tx, tenantId: string, act: AccountAct): Promise<void> {
  const { action, userId, objectKind = 'user', objectId = userId } = act
  const outcome = action.endsWith('.refuse') ? 'failed' : 'done'
  await enterTenant(tx, tenantId)
  await appendAudit(tx, { tenantId, ...actorOf(act), action, objectKind, objectId, outcome })
}

/** Who the log names: nobody for scheduled work, and the account itself for whoever tried to sign in as it. */
function actorOf({ by, userId, byStaff = false }: AccountAct) {
  if (by === 'system') return { actorKind: 'system', actorUserId: null, requestId: 'scheduled' } as const
  const { requestId, sessionId = null, address = null, userId: actorUserId = userId } = by
  const present = byStaff ? 'support' : 'user'
  return {
    actorKind: actorUserId === null ? 'system' : present,
    actorUserId,
    requestId,
    sessionId,
    address,
  } as const
}

async function writeToAccounts(tx: Tx, { action, userId, by }: AccountAct): Promise<void> {
  const person = by === 'system' ? undefined : by
  await tx.insert(accountEvents).values({
    userId,
    kind: action,
    address: person?.address ?? null,
    byUserId: person?.userId ?? null,
  })
}
