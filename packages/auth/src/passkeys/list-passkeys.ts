import { withoutTenant } from '@cmr/db'
import { passkeys, totpSecrets } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, isNotNull } from 'drizzle-orm'
import type { Origin } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct } from '../events/record-act.ts'
import { changingHolder } from '../second-factor/confirm-session.ts'

/** A passkey as its owner sees it. */
export interface PasskeyLine {
  readonly id: string
  readonly name: string
  /** Whether it can be copied to other devices. */
  readonly isSynced: boolean
  readonly createdAt: Date
  readonly lastUsedAt: Date | null
}

/** The passkeys of a user, oldest first. */
export async function listPasskeys(deps: AuthDeps, userId: string): Promise<PasskeyLine[]> {
  const { id, name, backupEligible: isSynced, createdAt, lastUsedAt } = passkeys
  return withoutTenant(deps.db, (tx) =>
    tx
      .select({ id, name, isSynced, createdAt, lastUsedAt })
      .from(passkeys)
      .where(eq(passkeys.userId, userId))
      .orderBy(createdAt),
  )
}

/** Whether a user has an authenticator app. */
export async function hasTotp(deps: AuthDeps, userId: string): Promise<boolean> {
  const rows = await withoutTenant(deps.db, (tx) =>
    tx
      .select({ userId: totpSecrets.userId })
      .from(totpSecrets)
      .where(and(eq(totpSecrets.userId, userId), isNotNull(totpSecrets.confirmedAt))),
  )
  return rows.length > 0
}

/**
 * Removes a passkey. Needs a second factor of the last 20 minutes. Throws NOT_FOUND for one that is not theirs, CONFLICT
 * `last-factor` for the only factor they have, and FORBIDDEN `member-elsewhere` as `changingHolder`.
 */
export async function removePasskey(deps: AuthDeps, token: string, id: string, origin: Origin): Promise<void> {
  const { by } = await changingHolder(deps, token, origin)
  const { userId } = by
  const isTotpSetUp = await hasTotp(deps, userId)
  await withoutTenant(deps.db, async (tx) => {
    // Locked, so that two removals at once cannot leave nothing.
    const known = await tx.select().from(passkeys).where(eq(passkeys.userId, userId)).for('update')
    if (!known.some((passkey) => passkey.id === id)) {
      throw new AppError('NOT_FOUND', 'There is no such passkey.', { details: { reason: 'unknown-passkey' } })
    }
    if (known.length === 1 && !isTotpSetUp) {
      throw new AppError('CONFLICT', 'This is your only second factor. Add another one first.', {
        details: { reason: 'last-factor' },
      })
    }
    await tx.delete(passkeys).where(eq(passkeys.id, id))
    await recordAct(tx, { action: 'factor.remove', userId, by })
  })
}
