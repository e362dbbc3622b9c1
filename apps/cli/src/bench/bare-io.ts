import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs'

const PIECE_BYTES = 1 << 20

/** Reads a file and does nothing with it. Returns its bytes. */
export function bareRead(path: string): number {
  const buffer = Buffer.allocUnsafe(PIECE_BYTES)
  const file = openSync(path, 'r')
  let bytes = 0
  try {
    for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) bytes += read
    return bytes
  } finally {
    closeSync(file)
  }
}

/** Writes a file of that many bytes at `path` and removes it. */
export function bareWrite(path: string, bytes: number): void {
  const buffer = Buffer.alloc(PIECE_BYTES, 'x')
  const file = openSync(path, 'w')
  try {
    for (let left = bytes; left > 0; left -= PIECE_BYTES) writeSync(file, buffer, 0, Math.min(left, PIECE_BYTES))
  } finally {
    closeSync(file)
    rmSync(path)
  }
}
