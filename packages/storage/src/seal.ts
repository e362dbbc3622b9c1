import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, type CipherGCM, type DecipherGCM } from 'node:crypto'
import { AppError } from '@cmr/errors'

const CIPHER = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
const KEY_BYTES = 32
// Long input goes through in pieces, so that nothing but the input and the output is held.
const PIECE_BYTES = 256 * 1024

/** Bytes that sealing adds: a nonce in front and a tag behind. */
export const SEAL_OVERHEAD = NONCE_BYTES + TAG_BYTES

/** A key for one purpose, derived from a tenant's key (HKDF-SHA256). `purpose` is a fixed text of the caller. */
export function deriveKey(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), purpose, KEY_BYTES))
}

/** A new random 256-bit key. */
export function newKey(): Buffer {
  return randomBytes(KEY_BYTES)
}

/**
 * Encrypts with AES-256-GCM under a fresh random nonce. `context` is not kept but must be given again to open: it binds
 * the bytes to the place they belong to.
 */
export function seal(key: Buffer, plaintext: Uint8Array, context: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv(CIPHER, key, nonce)
  cipher.setAAD(Buffer.from(context))
  const sealed = Buffer.allocUnsafe(plaintext.length + SEAL_OVERHEAD)
  nonce.copy(sealed)
  transform(cipher, plaintext, sealed.subarray(NONCE_BYTES))
  cipher.getAuthTag().copy(sealed, sealed.length - TAG_BYTES)
  return sealed
}

/** Decrypts what `seal` made. Throws INTERNAL `sealed-bytes-damaged` for a wrong key, a wrong context or changed bytes. */
export function open(key: Buffer, sealed: Uint8Array, context: string): Buffer {
  try {
    const nonce = sealed.subarray(0, NONCE_BYTES)
    const decipher = createDecipheriv(CIPHER, key, nonce)
    decipher.setAAD(Buffer.from(context))
    decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES))
    const plaintext = Buffer.allocUnsafe(sealed.length - SEAL_OVERHEAD)
    transform(decipher, sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES), plaintext)
    return plaintext
  } catch {
    // The library's error says nothing more, and the cause must not travel with bytes in it.
    throw new AppError('INTERNAL', 'Stored data could not be opened: it is damaged, or it belongs elsewhere.', {
      details: { reason: 'sealed-bytes-damaged' },
    })
  }
}

/** Throws when a decipher finds that the bytes are not what was sealed. */
function transform(cipher: CipherGCM | DecipherGCM, from: Uint8Array, to: Buffer): void {
  for (let done = 0; done < from.length; done += PIECE_BYTES) {
    to.set(cipher.update(from.subarray(done, done + PIECE_BYTES)), done)
  }
  cipher.final()
}
