import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { createSignatureScan, refuseForeignContent } from './file-content.ts'

const latin1 = (text: string) => Buffer.from(text, 'latin1')
const signature = latin1('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*')
const refusal = (run: () => void) => {
  try {
    run()
    return undefined
  } catch (error) {
    return error
  }
}

describe('what a file begins with', () => {
  it.each<[string, Buffer]>([
    ['a ZIP archive', latin1('PK\x03\x04\x14\0')],
    ['a gzip archive', gzipSync('TESTPERSON')],
    ['a bzip2 archive', latin1('BZh91AY')],
    ['an xz archive', latin1('\xfd7zXZ\0\0')],
    ['a 7-Zip archive', latin1('7z\xbc\xaf\x27\x1c')],
    ['a RAR archive', latin1('Rar!\x1a\x07\x01')],
    ['a PDF document', latin1('%PDF-1.7\n')],
    ['an office document', latin1('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
    ['a program', latin1('\x7fELF\x02')],
  ])('tells %s, and says so', (kind, head) => {
    expect(refusal(() => refuseForeignContent(head))).toMatchObject({
      code: 'VALIDATION',
      message: expect.stringContaining(`This is ${kind}`),
      details: { reason: 'not-text' },
    })
  })

  it.each(['', 'R', 'RECORD_ID,PRO', '\xef\xbb\xbfRECORD', '\xff\xfeR\0E\0', '"PK","1f8b"', 'BZ'])(
    'lets %j through',
    (text) => {
      expect(refusal(() => refuseForeignContent(latin1(text)))).toBeUndefined()
    },
  )
})

describe('the scan for the signature', () => {
  const whole = Buffer.concat([Buffer.alloc(1000, 'a'), signature, Buffer.alloc(1000, 'b')])

  it.each([1, 7, 67, 68, 69, 500, 1034, 5000])('finds it in pieces of %d bytes', (size) => {
    const scan = createSignatureScan()
    const pieces = Array.from({ length: Math.ceil(whole.length / size) }, (_, no) =>
      whole.subarray(no * size, (no + 1) * size),
    )
    expect(refusal(() => pieces.forEach(scan))).toMatchObject({ details: { reason: 'malware' } })
  })

  it('lets its parts through', () => {
    const scan = createSignatureScan()
    expect(refusal(() => [signature.subarray(0, 67), latin1('x'), signature.subarray(1)].forEach(scan))).toBeUndefined()
  })
})
