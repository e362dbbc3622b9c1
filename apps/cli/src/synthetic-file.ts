import { PartialFile } from './partial-file.ts'
import type { Progress } from './progress.ts'

/**
 * Streams byte text to a file. Aborting leaves no file behind and a file that was there before untouched.
 * Returns the number of bytes.
 */
export async function writeSynthetic(
  pieces: Iterable<string>,
  { out }: { readonly out: string },
  progress: Progress,
  signal: AbortSignal,
): Promise<{ bytes: number }> {
  const file = await PartialFile.create(out)
  progress.begin({ name: 'writing', file: out })
  try {
    for (const piece of pieces) {
      signal.throwIfAborted()
      await file.write(Buffer.from(piece, 'latin1'))
      progress.update({ bytes: file.bytes })
    }
    await file.finish()
  } catch (error) {
    await file.discard()
    throw error
  } finally {
    progress.end()
  }
  return { bytes: file.bytes }
}
