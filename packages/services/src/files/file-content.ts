import { AppError } from '@cmr/errors'

/** Bytes from the beginning of a file that tell what it is. */
export const HEAD_BYTES = 8

const UNPACK = 'Unpack it and send the text files in it.'

/** What a file that is no text begins with, in latin1, what it is, and what to do instead. */
const FOREIGN: readonly (readonly [beginning: string, kind: string, advice: string])[] = [
  ['PK\x03\x04', 'a ZIP archive or an office document', UNPACK],
  ['PK\x05\x06', 'an empty ZIP archive', UNPACK],
  ['\x1f\x8b', 'a gzip archive', UNPACK],
  ['BZh', 'a bzip2 archive', UNPACK],
  ['\xfd7zXZ\0', 'an xz archive', UNPACK],
  ['7z\xbc\xaf\x27\x1c', 'a 7-Zip archive', UNPACK],
  ['Rar!\x1a\x07', 'a RAR archive', UNPACK],
  ['%PDF-', 'a PDF document', 'Ask the state for the text file.'],
  ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', 'an office document', 'Save it as text (CSV) and send that.'],
  ['\x7fELF', 'a program', 'Send the text file of the state.'],
]

/** The test signature every virus scanner knows (EICAR). In two parts, so that no scanner takes this file for it. */
const SIGNATURE = Buffer.from('X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-' + 'STANDARD-ANTIVIRUS-TEST-FILE!$H+H*', 'latin1')

/**
 * Throws VALIDATION (`not-text`) when a file begins like an archive, a document or a program. Nothing is unpacked or
 * parsed to find out. `head` are its first bytes, `HEAD_BYTES` of them if it has as many.
 */
export function refuseForeignContent(head: Uint8Array): void {
  const start = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, HEAD_BYTES)).toString('latin1')
  const found = FOREIGN.find(([beginning]) => start.startsWith(beginning))
  if (found === undefined) return
  const [, kind, advice] = found
  throw new AppError('VALIDATION', `This is ${kind}, not a text file. ${advice}`, { details: { reason: 'not-text' } })
}

/** Looks for the signature in bytes that come piece by piece; throws VALIDATION (`malware`) once it is there. */
export function createSignatureScan(): (bytes: Uint8Array) => void {
  let tail: Buffer = Buffer.alloc(0)
  return (bytes) => {
    const piece = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    const seam = Buffer.concat([tail, piece.subarray(0, SIGNATURE.length)])
    if (seam.includes(SIGNATURE) || piece.includes(SIGNATURE)) {
      throw new AppError('VALIDATION', 'This file holds a known harmful signature. It is not accepted.', {
        details: { reason: 'malware' },
      })
    }
    tail = Buffer.concat([tail, piece]).subarray(-SIGNATURE.length)
  }
}
