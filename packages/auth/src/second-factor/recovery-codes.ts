import { createHash, randomBytes } from 'node:crypto'
import { withoutTenant, type Tx } from '@cmr/db'
import { recoveryCodes } from '@cmr/db/schema'
import { and, count, eq, isNull } from 'drizzle-orm'
import type { Origin } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { recordAct } from '../events/record-act.ts'
import { changingHolder, confirmSession, holderOf } from './confirm-session.ts'

const CODES = 10
const CODE_BYTES = 10
// Crockford's alphabet: no letter that looks like a digit or another letter.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function newCode(): string {
  const bits = BigInt(`0x${randomBytes(CODE_BYTES).toString('hex')}`)
  const letters = Array.from(
    { length: (CODE_BYTES * 8) / 5 },
    (_, at) => ALPHABET[Number((bits >> BigInt(5 * at)) & 31n)],
  )
  return letters.join('').replaceAll(/.{4}(?=.)/g, '$&-')
}

const meant = (code: string) =>
  code
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')

// A code is 80 random bits: no slow hash is needed against guessing.
const hashOf = (userId: string, code: string) =>
  createHash('sha256')
    .update(`recovery\u0000${userId}\u0000${meant(code)}`)
    .digest('hex')

async function replaceCodes(tx: Tx, userId: string): Promise<string[]> {
  const codes = Array.from({ length: CODES }, newCode)
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  await tx.insert(recoveryCodes).values(codes.map((code) => ({ userId, codeHash: hashOf(userId, code) })))
  return codes
}

const unused = (userId: string) => and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt))

/** Makes codes for somebody who has no unused one left; undefined when they have. */
export async function ensureRecoveryCodes(tx: Tx, userId: string): Promise<string[] | undefined> {
  const [left] = await tx.select({ codes: count() }).from(recoveryCodes).where(unused(userId))
  return left?.codes === 0 ? replaceCodes(tx, userId) : undefined
}

/**
 * Makes ten new codes; the old ones are good no longer. Needs a second factor of the last 20 minutes. Shown once. Throws
 * FORBIDDEN `member-elsewhere` as `changingHolder`.
 */
export async function renewRecoveryCodes(deps: AuthDeps, token: string, origin: Origin): Promise<string[]> {
  const { by } = await changingHolder(deps, token, origin)
  return withoutTenant(deps.db, async (tx) => {
    const codes = await replaceCodes(tx, by.userId)
    await recordAct(tx, { action: 'recovery.renew', userId: by.userId, by })
    return codes
  })
}

/** Confirms with a recovery code, which is good once, and gives the raised session's token. FORBIDDEN `wrong-factor`. */
export async function confirmWithRecoveryCode(
  deps: AuthDeps,
  token: string,
  code: string,
  origin: Origin,
): Promise<string> {
  const holder = await holderOf(deps, token, origin)
  const { userId } = holder.signedIn
  return confirmSession(deps, holder, 'recovery', async (tx) => {
    const used = await tx
      .update(recoveryCodes)
      .set({ usedAt: deps.clock.now() })
      .where(and(unused(userId), eq(recoveryCodes.codeHash, hashOf(userId, code))))
      .returning({ userId: recoveryCodes.userId })
    if (used.length === 0) return false
    await recordAct(tx, { action: 'recovery.use', userId, by: holder.by })
    return true
  })
}

/** How many codes somebody has left. */
export async function countRecoveryCodes(deps: AuthDeps, userId: string): Promise<number> {
  const [left] = await withoutTenant(deps.db, (tx) =>
    tx.select({ codes: count() }).from(recoveryCodes).where(unused(userId)),
  )
  return left?.codes ?? 0
}
