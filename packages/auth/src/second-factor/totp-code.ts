import { Secret, TOTP } from 'otpauth'

const PERIOD_SECONDS = 30
const DIGITS = 6

const totpOf = (secret: Uint8Array) =>
  new TOTP({
    issuer: 'Clear My Record',
    // A copy: the library wants a whole buffer, and a Buffer's may be a piece of a shared one.
    secret: new Secret({ buffer: Uint8Array.from(secret).buffer }),
    algorithm: 'SHA1',
    digits: DIGITS,
    period: PERIOD_SECONDS,
  })

/**
 * The time step a code belongs to: now, the one before or the one after, because clocks differ. undefined when it is
 * the code of none of them. RFC 6238, SHA-1, six digits, 30 seconds.
 */
export function stepOfCode(secret: Uint8Array, code: string, now: Date): number | undefined {
  const digits = code.replaceAll(/\s/g, '')
  if (!/^\d{6}$/.test(digits)) return undefined
  const delta = totpOf(secret).validate({ token: digits, timestamp: now.getTime(), window: 1 })
  return delta === null ? undefined : Math.floor(now.getTime() / 1000 / PERIOD_SECONDS) + delta
}

/** The code of a moment, for the local development folder and for tests. */
export function codeAt(secret: Uint8Array, now: Date): string {
  return totpOf(secret).generate({ timestamp: now.getTime() })
}

/** What an authenticator app is given: the secret in base32 to type, and the address that a QR code holds. */
export function enrolmentOf(secret: Uint8Array, email: string): { secret: string; uri: string } {
  const totp = totpOf(secret)
  totp.label = email
  return { secret: totp.secret.base32, uri: totp.toString() }
}
