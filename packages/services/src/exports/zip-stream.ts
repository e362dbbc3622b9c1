import { createHash } from 'node:crypto'
import { type PassThrough, Readable } from 'node:stream'
import { ZipFile } from 'yazl'

/** A file of an archive. Its path is made of our own words and ids, never of a name somebody gave. */
export interface ArchiveEntry {
  readonly path: string
  /** What else the index says of it. */
  readonly about: Readonly<Record<string, unknown>>
  /** Called when its turn comes. */
  open(): AsyncIterable<Buffer>
}

interface WrittenEntry {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * A ZIP archive as it is made: one entry after the other, none held whole, any size. The last one, `index.json`, says of
 * each its path, bytes, SHA-256 and what it is, and what `about` says of the whole.
 */
export function zipStream(entries: readonly ArchiveEntry[], about: object, at: Date): AsyncIterable<Buffer> {
  const zip = new ZipFile()
  const index: (WrittenEntry & Record<string, unknown>)[] = []
  const options = { mtime: at, forceZip64Format: true }
  // Safe: the library's stream is a PassThrough; its types say less.
  const out = zip.outputStream as PassThrough
  const fail = (error: unknown): void => void out.destroy(error instanceof Error ? error : new Error('Archive failed.'))
  zip.on('error', fail)
  const add = (path: string, open: () => AsyncIterable<Buffer>): void =>
    zip.addReadStreamLazy(path, options, (take) => {
      const source = Readable.from(open(), { objectMode: false })
      source.once('error', fail)
      const stop = (): unknown => source.destroy()
      out.once('close', stop)
      source.once('close', () => out.off('close', stop))
      take(null, source)
    })
  for (const { path, about: what, open } of entries) {
    add(path, () => measured(path, open(), (written) => index.push({ ...what, ...written })))
  }
  add('index.json', async function* () {
    yield Buffer.from(`${JSON.stringify({ ...about, files: index }, null, 2)}\n`)
  })
  zip.end()
  return out
}

async function* measured(
  path: string,
  source: AsyncIterable<Buffer>,
  done: (written: WrittenEntry) => void,
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of source) {
    hash.update(piece)
    bytes += piece.length
    yield piece
  }
  done({ path, bytes, sha256: hash.digest('hex') })
}
