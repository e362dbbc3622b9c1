import { randomBytes, verify } from 'node:crypto'
import { expect, it } from 'vitest'
import { createSigner } from './signer.ts'

it('signs for one purpose, the same in every process, and anyone with the public key can check', () => {
  const masterKey = randomBytes(32)
  const [one, two] = [createSigner(masterKey), createSigner(masterKey)]
  const signature = one.sign('audit-head', 'text')
  expect(two.publicKey).toBe(one.publicKey)
  expect(two.verify('audit-head', 'text', signature)).toBe(true)
  expect(two.verify('audit-head', 'text2', signature)).toBe(false)
  expect(two.verify('certificate', 'text', signature)).toBe(false)
  expect(createSigner(randomBytes(32)).verify('audit-head', 'text', signature)).toBe(false)
  expect(verify(null, Buffer.from('audit-head\0text'), one.publicKey, Buffer.from(signature, 'base64'))).toBe(true)
})
