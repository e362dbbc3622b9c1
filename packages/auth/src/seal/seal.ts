import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { AppError } from '@cmr/errors'

const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * Seals bytes with AES-256-GCM: nonce, tag, ciphertext. `about` says what they belong to and must be given again to
 * open them, so that a row copied to somebody else opens nothing.
 */
export function seal(key: Buffer, secret: Uint8Array, about: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(about))
  const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed])
}

/** Opens what `seal` made. Throws INTERNAL when key, bytes or `about` differ. */
export function unseal(key: Buffer, sealed: Buffer, about: string): Buffer {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(about)).setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
    return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()])
  } catch {
    throw new AppError('INTERNAL', 'A sealed secret cannot be opened with this key.', {
      details: { reason: 'seal-broken' },
    })
  }
}
