import { hash, verify } from '@node-rs/argon2'
import { AppError } from '@cmr/errors'

const SHORTEST = 8
const LONGEST = 128

/** argon2id with the least cost OWASP names for it: 19 MiB, two passes, one lane. */
// The library's `Algorithm` is a const enum, which isolated modules cannot read; 2 is argon2id.
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A hash to keep. Throws VALIDATION for a password of fewer than 8 or more than 128 characters. */
export async function hashPassword(password: string): Promise<string> {
  const { length } = [...password]
  if (length < SHORTEST || length > LONGEST) {
    throw new AppError('VALIDATION', `A password has ${SHORTEST} to ${LONGEST} characters.`, {
      details: { reason: 'password-length' },
    })
  }
  return hash(password.normalize('NFC'), ARGON2ID)
}

let nobody: Promise<string> | undefined

/** Whether the password is the one that was hashed. Without a hash it takes as long, and is false. */
export async function verifyPassword(known: string | undefined, password: string): Promise<boolean> {
  nobody ??= hash('nobody signs in with this', ARGON2ID)
  const matches = await verify(known ?? (await nobody), password.normalize('NFC'))
  return matches && known !== undefined
}
