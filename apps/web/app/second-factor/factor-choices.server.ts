import { countRecoveryCodes, hasTotp, listPasskeys } from '@cmr/auth'
import type { AuthDeps } from '@cmr/auth'

/** By which factors somebody can confirm that it is them. */
export interface FactorChoices {
  readonly hasTotp: boolean
  readonly hasPasskey: boolean
  readonly hasRecoveryCode: boolean
}

export async function factorChoices(auth: AuthDeps, userId: string): Promise<FactorChoices> {
  const [isTotpSetUp, passkeys, codes] = await Promise.all([
    hasTotp(auth, userId),
    listPasskeys(auth, userId),
    countRecoveryCodes(auth, userId),
  ])
  return { hasTotp: isTotpSetUp, hasPasskey: passkeys.length > 0, hasRecoveryCode: codes > 0 }
}
