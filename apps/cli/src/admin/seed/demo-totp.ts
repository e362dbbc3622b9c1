import { createHmac } from 'node:crypto'

/**
 * The authenticator secret (20 bytes) of an invented person of the local service. It comes from the service's own master
 * key, so it is nowhere printed and in no two folders the same.
 */
export function demoTotpSecret(masterKey: Buffer, email: string): Buffer {
  return createHmac('sha1', masterKey).update(`demonstration totp ${email}`).digest()
}
