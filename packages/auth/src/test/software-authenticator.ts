import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { isoCBOR } from '@simplewebauthn/server/helpers'

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()
const FLAGS = { present: 0x01, verified: 0x04, backupEligible: 0x08, attested: 0x40 }

/** What a device does otherwise than it should. */
export interface Behavior {
  readonly origin?: string
  /** Whether it has verified the person (PIN, finger); true when absent. */
  readonly verifies?: boolean
  /** What it says its counter is, instead of counting. */
  readonly counter?: number
}

/** A security key of software (ES256, no attestation), for one site. Counts its uses. */
export function softwareAuthenticator(origin: string, { isSynced = false } = {}) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' })
  const credentialId = randomBytes(32)
  const id = credentialId.toString('base64url')
  let uses = 0

  const coseKey = isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Uint8Array.from(Buffer.from(x, 'base64url'))],
      [-3, Uint8Array.from(Buffer.from(y, 'base64url'))],
    ]),
  )

  function authenticatorData(flags: number, { verifies = true, counter = uses }: Behavior): Buffer {
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter)
    const all = flags | FLAGS.present | (verifies ? FLAGS.verified : 0) | (isSynced ? FLAGS.backupEligible : 0)
    return Buffer.concat([sha256(new URL(origin).hostname), Buffer.from([all]), count])
  }

  const clientData = (type: string, challenge: string, behavior: Behavior) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: behavior.origin ?? origin, crossOrigin: false }))

  return {
    /** Answers an offer to be registered. */
    register(challenge: string, behavior: Behavior = {}): RegistrationResponseJSON {
      const length = Buffer.alloc(2)
      length.writeUInt16BE(credentialId.length)
      const authData = Buffer.concat([
        authenticatorData(FLAGS.attested, behavior),
        Buffer.alloc(16),
        length,
        credentialId,
        coseKey,
      ])
      const attestation = isoCBOR.encode(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', Uint8Array.from(authData)],
        ]) as never,
      )
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: clientData('webauthn.create', challenge, behavior).toString('base64url'),
          attestationObject: Buffer.from(attestation).toString('base64url'),
          transports: ['usb'],
        },
      }
    },
    /** Answers an offer to confirm. */
    confirm(challenge: string, behavior: Behavior = {}): AuthenticationResponseJSON {
      uses += 1
      const authData = authenticatorData(0, behavior)
      const client = clientData('webauthn.get', challenge, behavior)
      return {
        id,
        rawId: id,
        type: 'public-key',
        clientExtensionResults: {},
        response: {
          clientDataJSON: client.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: sign('sha256', Buffer.concat([authData, sha256(client)]), privateKey).toString('base64url'),
        },
      }
    },
  }
}
