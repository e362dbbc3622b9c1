import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto'
import { deriveKey } from './seal.ts'

/** Signs statements of the service, so that whoever has the public key can check them years later. */
export interface Signer {
  /** Ed25519 in base64, over `purpose` and `text`. `purpose` is a fixed text of the caller. */
  sign(purpose: string, text: string): string
  verify(purpose: string, text: string, signature: string): boolean
  /** PEM. */
  readonly publicKey: string
}

// An Ed25519 private key in PKCS #8 is this and its 32 bytes (RFC 8410).
const PKCS8_START = Buffer.from('302e020100300506032b657004220420', 'hex')

/** A signer whose key comes from the master key: the same in every process, and nowhere stored. */
export function createSigner(masterKey: Buffer): Signer {
  const der = Buffer.concat([PKCS8_START, deriveKey(masterKey, 'statement-signing')])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(privateKey)
  return {
    sign: (purpose, text) => sign(null, statement(purpose, text), privateKey).toString('base64'),
    verify: (purpose, text, signature) =>
      verify(null, statement(purpose, text), publicKey, Buffer.from(signature, 'base64')),
    publicKey: publicKey.export({ format: 'pem', type: 'spki' }).toString(),
  }
}

function statement(purpose: string, text: string): Buffer {
  return Buffer.from(`${purpose}\0${text}`)
}
