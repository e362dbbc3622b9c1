import type { Signer } from '@cmr/storage'
import { z } from 'zod'

const PURPOSE = 'removal-certificate'

const certificate = z.strictObject({
  format: z.literal('removal-1'),
  office: z.strictObject({ id: z.uuid(), slug: z.string(), name: z.string(), county: z.string() }),
  /** Instants in UTC. */
  askedAt: z.string(),
  removedAt: z.string(),
  /** User ids. */
  removedBy: z.uuid(),
  /** Rows that were removed, by table; `people` lost their name and every way to sign in. */
  rows: z.record(z.string(), z.number()),
  /** Stored files that were left when it was counted again. */
  objectsLeft: z.literal(0),
  /** Versions of the office's keys, all destroyed. */
  keysDestroyed: z.array(z.int()),
  /** Where its log ended before the removal was written to it. */
  audit: z.strictObject({ entries: z.int(), head: z.string() }),
})

/** What was removed when an office left. */
export type Certificate = z.output<typeof certificate>

const signed = z.strictObject({ certificate: z.string(), signature: z.string(), publicKey: z.string() })

/** The certificate as it is handed out and kept: JSON with its signature. */
export function writeCertificate(content: Certificate, signer: Signer): string {
  const text = JSON.stringify(content)
  return JSON.stringify({ certificate: text, signature: signer.sign(PURPOSE, text), publicKey: signer.publicKey })
}

/** What a certificate says; undefined when we did not sign it, or it was changed. Throws for what is no certificate. */
export function readCertificate(text: string, signer: Signer): Certificate | undefined {
  const { certificate: content, signature } = signed.parse(JSON.parse(text))
  return signer.verify(PURPOSE, content, signature) ? certificate.parse(JSON.parse(content)) : undefined
}
