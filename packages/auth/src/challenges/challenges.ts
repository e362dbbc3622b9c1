import { createHash, randomBytes } from 'node:crypto'
import type { Tx } from '@cmr/db'
import { challenges } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import { and, eq, gt, isNull, lt } from 'drizzle-orm'

/** What a browser is asked to bring back. */
export type ChallengeKind = 'totp' | 'passkey-add' | 'passkey-use' | 'password-reset' | 'sso'

export interface NewChallenge {
  readonly kind: ChallengeKind
  /** Whom it was given to; null where nobody is known yet. */
  readonly userId: string | null
  readonly value: Readonly<Record<string, string>>
  readonly expiresAt: Date
}

/** Keeps what must come back and gives the token that brings it: 32 random bytes, of which the database knows a hash. */
export async function giveChallenge(tx: Tx, { kind, userId, value, expiresAt }: NewChallenge): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await tx.insert(challenges).values({ id: hashOf(token), kind, userId, value, expiresAt })
  return token
}

export interface TakenChallenge {
  readonly userId: string | null
  readonly value: Readonly<Record<string, string>>
}

interface Taking {
  readonly kind: ChallengeKind
  readonly token: string
  /** Who brings it: it must have been given to the same. Absent: whoever it was given to. */
  readonly userId?: string | null
  readonly now: Date
}

function sameAs({ kind, token, userId, now }: Taking) {
  const owner = userId === null ? isNull(challenges.userId) : eq(challenges.userId, userId ?? '')
  return and(
    eq(challenges.id, hashOf(token)),
    eq(challenges.kind, kind),
    gt(challenges.expiresAt, now),
    ...(userId === undefined ? [] : [owner]),
  )
}

/** Takes a challenge away and gives it; whoever comes second, or late, meets FORBIDDEN. */
export async function takeChallenge(tx: Tx, taking: Taking): Promise<TakenChallenge> {
  const [taken] = await tx.delete(challenges).where(sameAs(taking)).returning()
  return required(taken)
}

/** Gives a challenge and leaves it, for what may be tried again. */
export async function peekChallenge(tx: Tx, taking: Taking): Promise<TakenChallenge> {
  const [found] = await tx.select().from(challenges).where(sameAs(taking))
  return required(found)
}

/** Takes away what somebody was given and has not brought back: it is good no longer. */
export async function dropChallenges(tx: Tx, kind: ChallengeKind, userId: string): Promise<void> {
  await tx.delete(challenges).where(and(eq(challenges.kind, kind), eq(challenges.userId, userId)))
}

/** Removes what nobody brought back in time; gives the number. */
export async function sweepChallenges(tx: Tx, now: Date): Promise<number> {
  const removed = await tx.delete(challenges).where(lt(challenges.expiresAt, now)).returning({ id: challenges.id })
  return removed.length
}

function required(row: typeof challenges.$inferSelect | undefined): TakenChallenge {
  if (row === undefined) {
    throw new AppError('FORBIDDEN', 'This step was begun too long ago, or was done already. Begin it again.', {
      details: { reason: 'challenge-over' },
    })
  }
  // Safe: only `giveChallenge` writes values.
  return { userId: row.userId, value: row.value as Readonly<Record<string, string>> }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
