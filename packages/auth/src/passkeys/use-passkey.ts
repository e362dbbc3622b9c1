import { withoutTenant } from '@cmr/db'
import { passkeys } from '@cmr/db/schema'
import {
  generateAuthenticationOptions,
  verifyAuthenticationResponse,
  type AuthenticationResponseJSON,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { and, eq } from 'drizzle-orm'
import type { Origin } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { giveChallenge, takeChallenge } from '../challenges/challenges.ts'
import { confirmSession, holderOf } from '../second-factor/confirm-session.ts'
import { officesOf } from '../sign-in/sign-in.ts'
import { strictestSettings } from '../settings/sign-in-settings.ts'
import { CHALLENGE_MS, syncedPasskey, type PasskeyAnswer, type PasskeyOffer } from './add-passkey.ts'
import { hostOf, type Site } from './site.ts'

type Passkey = typeof passkeys.$inferSelect

/** Asks for one of the passkeys of whoever holds the session. */
export async function offerPasskeys(
  deps: AuthDeps,
  token: string,
  site: Site,
  origin: Origin,
): Promise<PasskeyOffer<PublicKeyCredentialRequestOptionsJSON>> {
  const { signedIn } = await holderOf(deps, token, origin)
  const { userId } = signedIn
  return withoutTenant(deps.db, async (tx) => {
    const known = await tx.select().from(passkeys).where(eq(passkeys.userId, userId))
    const options = await generateAuthenticationOptions({
      rpID: hostOf(site),
      allowCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
      userVerification: 'required',
    })
    const challenge = await giveChallenge(tx, {
      kind: 'passkey-use',
      userId,
      value: { challenge: options.challenge },
      expiresAt: new Date(deps.clock.now().getTime() + CHALLENGE_MS),
    })
    return { challenge, options }
  })
}

/**
 * Confirms with a passkey and gives the raised session's token. The challenge is good once; the device must have
 * verified the person; a counter that did not rise is a copy and is refused, as is a key that can be synced where an
 * office is strict. Throws FORBIDDEN `wrong-factor`, `passkey-synced` or `challenge-over`.
 */
export async function confirmWithPasskey(
  deps: AuthDeps,
  token: string,
  answer: PasskeyAnswer<AuthenticationResponseJSON>,
  site: Site,
  origin: Origin,
): Promise<string> {
  const holder = await holderOf(deps, token, origin)
  const { userId } = holder.signedIn
  const now = deps.clock.now()
  const { known, challenge, isStrict } = await withoutTenant(deps.db, async (tx) => {
    const taken = await takeChallenge(tx, { kind: 'passkey-use', token: answer.challenge, userId, now })
    const mine = and(eq(passkeys.userId, userId), eq(passkeys.credentialId, String(answer.response.id)))
    const [found] = await tx.select().from(passkeys).where(mine)
    const { strictPasskeys } = await strictestSettings(tx, await officesOf(tx, userId))
    return { known: found, challenge: taken.value['challenge'] ?? '', isStrict: strictPasskeys }
  })
  if (known?.backupEligible === true && isStrict) throw syncedPasskey()
  const counter = known && (await newCounter(known, answer.response, challenge, site))
  return confirmSession(deps, holder, 'passkey', async (tx) => {
    if (known === undefined || counter === undefined) return false
    // The counter it was compared with must still be the one that is kept: a copy may answer at the same time.
    const used = await tx
      .update(passkeys)
      .set({ counter, lastUsedAt: now })
      .where(and(eq(passkeys.id, known.id), eq(passkeys.counter, known.counter)))
      .returning({ id: passkeys.id })
    return used.length > 0
  })
}

/** The counter the device says, or undefined when its answer does not pass. */
async function newCounter(
  known: Passkey,
  response: AuthenticationResponseJSON,
  expectedChallenge: string,
  site: Site,
): Promise<number | undefined> {
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: hostOf(site),
      requireUserVerification: true,
      credential: {
        id: known.credentialId,
        publicKey: Uint8Array.from(known.publicKey),
        counter: known.counter,
      },
    })
    return verified ? authenticationInfo.newCounter : undefined
  } catch {
    // The library throws for each of its checks; what it says quotes the answer and is not kept.
    return undefined
  }
}
