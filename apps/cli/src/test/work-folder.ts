import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** A folder of one test, removed after it. */
export interface WorkFolder {
  path(name: string): string
  /** Writes byte text, one character a byte, and gives the path. */
  write(name: string, byteText: string): Promise<string>
}

export async function makeWorkFolder(): Promise<WorkFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'cmr-test-'))
  onTestFinished(async () => rm(folder, { recursive: true, force: true }))
  const path = (name: string): string => join(folder, name)
  return {
    path,
    async write(name, byteText) {
      await writeFile(path(name), byteText, 'latin1')
      return path(name)
    },
  }
}
