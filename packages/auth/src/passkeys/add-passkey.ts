import { withoutTenant } from '@cmr/db'
import { passkeys } from '@cmr/db/schema'
import { AppError } from '@cmr/errors'
import {
  generateRegistrationOptions,
  verifyRegistrationResponse,
  type PublicKeyCredentialCreationOptionsJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server'
import { eq } from 'drizzle-orm'
import type { Origin } from '../acting.ts'
import type { AuthDeps } from '../auth-deps.ts'
import { giveChallenge, takeChallenge } from '../challenges/challenges.ts'
import { recordAct } from '../events/record-act.ts'
import { enrolingHolder } from '../second-factor/confirm-session.ts'
import { ensureRecoveryCodes } from '../second-factor/recovery-codes.ts'
import type { Enrolled } from '../second-factor/totp.ts'
import { raiseSession } from '../sessions/open-session.ts'
import { officesOf } from '../sign-in/sign-in.ts'
import { strictestSettings } from '../settings/sign-in-settings.ts'
import { hostOf, SITE_NAME, type Site } from './site.ts'

/** How long a browser may take to bring a challenge back. */
export const CHALLENGE_MS = 5 * 60_000

export interface PasskeyOffer<Options> {
  /** Comes back with the answer of the device. Good for five minutes, once. */
  readonly challenge: string
  /** For `@simplewebauthn/browser`. */
  readonly options: Options
}

/**
 * Begins to add a passkey. Throws FORBIDDEN `step-up` for somebody who has a factor and has not shown one in the last
 * 20 minutes.
 */
export async function beginPasskey(
  deps: AuthDeps,
  token: string,
  site: Site,
  origin: Origin,
): Promise<PasskeyOffer<PublicKeyCredentialCreationOptionsJSON>> {
  const { signedIn } = await enrolingHolder(deps, token, origin)
  const { userId, email, name } = signedIn
  return withoutTenant(deps.db, async (tx) => {
    const known = await tx.select().from(passkeys).where(eq(passkeys.userId, userId))
    const options = await generateRegistrationOptions({
      rpName: SITE_NAME,
      rpID: hostOf(site),
      userID: new TextEncoder().encode(userId),
      userName: email,
      userDisplayName: name,
      attestationType: 'none',
      excludeCredentials: known.map(({ credentialId, transports }) => ({ id: credentialId, transports })),
      authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
    })
    const challenge = await giveChallenge(tx, {
      kind: 'passkey-add',
      userId,
      value: { challenge: options.challenge },
      expiresAt: new Date(deps.clock.now().getTime() + CHALLENGE_MS),
    })
    return { challenge, options }
  })
}

export interface PasskeyAnswer<Response> {
  readonly challenge: string
  /** As `@simplewebauthn/browser` gave it; nothing of it is trusted. */
  readonly response: Response
}

/**
 * Adds a passkey under a name. The device must have verified the person; where an office of theirs is strict, it must
 * not be able to copy the key to other devices. Throws FORBIDDEN `passkey-refused` or `passkey-synced`, and
 * `challenge-over`; CONFLICT when somebody has the passkey already.
 */
export async function finishPasskey(
  deps: AuthDeps,
  token: string,
  answer: PasskeyAnswer<RegistrationResponseJSON> & { readonly name: string },
  site: Site,
  origin: Origin,
): Promise<Enrolled> {
  const { by } = await enrolingHolder(deps, token, origin)
  const { userId } = by
  const now = deps.clock.now()
  const taken = await withoutTenant(deps.db, (tx) =>
    takeChallenge(tx, { kind: 'passkey-add', token: answer.challenge, userId, now }),
  )
  const { credential, isSynced } = await verifyNew(answer.response, taken.value['challenge'] ?? '', site)
  return withoutTenant(deps.db, async (tx) => {
    const { strictPasskeys } = await strictestSettings(tx, await officesOf(tx, userId))
    if (isSynced && strictPasskeys) throw syncedPasskey()
    await tx.insert(passkeys).values({
      userId,
      credentialId: credential.id,
      publicKey: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: [...(credential.transports ?? [])],
      backupEligible: isSynced,
      name: answer.name,
    })
    const raised = await raiseSession(tx, token, 'passkey', now)
    await recordAct(tx, { action: 'factor.confirm', userId, by })
    const recoveryCodes = await ensureRecoveryCodes(tx, userId)
    return { token: raised, ...(recoveryCodes !== undefined && { recoveryCodes }) }
  })
}

async function verifyNew(response: RegistrationResponseJSON, expectedChallenge: string, site: Site) {
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge,
      expectedOrigin: site.origin,
      expectedRPID: hostOf(site),
      requireUserVerification: true,
    })
    if (registrationInfo !== undefined) {
      const { credential, credentialDeviceType } = registrationInfo
      return { credential, isSynced: credentialDeviceType === 'multiDevice' }
    }
  } catch {
    // The library throws for each of its checks; what it says quotes the answer and is not kept.
    throw refusedPasskey()
  }
  throw refusedPasskey()
}

/** The answer of a device did not pass. */
function refusedPasskey(): AppError {
  return new AppError('FORBIDDEN', 'The passkey was not accepted. Try again, or use another way.', {
    details: { reason: 'passkey-refused' },
  })
}

/** An office is strict and the key can be copied to other devices. */
export function syncedPasskey(): AppError {
  return new AppError(
    'FORBIDDEN',
    'Your office accepts only passkeys that stay on one device, such as a security key. Use another one.',
    { details: { reason: 'passkey-synced' } },
  )
}
