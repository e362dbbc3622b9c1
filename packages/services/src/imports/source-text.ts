import type { ObjectStore } from '@cmr/storage'

const PIECE_BYTES = 1 << 20

/** A whole object as byte text, in pieces of at most 1 MiB, or of `pieceBytes` where that is less. */
export async function* readPieces(
  store: ObjectStore,
  tenantId: string,
  objectId: string,
  pieceBytes = PIECE_BYTES,
): AsyncGenerator<string> {
  const step = Math.min(pieceBytes, PIECE_BYTES)
  for await (const bytes of store.read(tenantId, objectId)) {
    for (let at = 0; at < bytes.length; at += step) yield bytes.toString('latin1', at, at + step)
  }
}

/** Part of a source file: its bytes, and the same as byte text. */
export interface SourcePiece {
  readonly bytes: Buffer
  readonly text: string
}

/** One range of an object; `end` is exclusive. */
export async function readRange(
  store: ObjectStore,
  tenantId: string,
  objectId: string,
  range: { start: number; end: number },
): Promise<SourcePiece> {
  const parts: Buffer[] = []
  for await (const part of store.read(tenantId, objectId, { start: range.start, end: range.end })) parts.push(part)
  const bytes = Buffer.concat(parts)
  return { bytes, text: bytes.toString('latin1') }
}
