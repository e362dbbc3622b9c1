import { hash, verify } from '@node-rs/argon2'

/** argon2id with the least cost OWASP names for it: 19 MiB, two passes, one lane. */
// The library's `Algorithm` is a const enum, which isolated modules cannot read; 2 is argon2id.
const ARGON2ID = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A hash to keep, of the whole password in Unicode's composed form. `checkPassword` comes first. */
export async function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), ARGON2ID)
}

let nobody: Promise<string> | undefined

/** Whether the password is the one that was hashed. Without a hash it takes as long, and is false. */
export async function verifyPassword(known: string | null | undefined, password: string): Promise<boolean> {
  nobody ??= hash('nobody signs in with this', ARGON2ID)
  const matches = await verify(known ?? (await nobody), password.normalize('NFC'))
  return matches && known !== null && known !== undefined
}
