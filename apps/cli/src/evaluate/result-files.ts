import type { ResultFile } from '@cmr/jurisdiction'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PartialFile } from '../partial-file.ts'
import type { OutputSpec } from './render-pieces.ts'

/**
 * Where the result files of the input at that position (1-based) go: `<name>.csv`, or `<name>_<position>.csv` when there
 * are several inputs or the file is always numbered.
 */
export function resultPaths(folder: string, files: readonly ResultFile[], position: number, inputs: number): string[] {
  return files.map(({ name, numbered }) =>
    join(folder, inputs === 1 && numbered !== 'always' ? `${name}.csv` : `${name}_${position}.csv`),
  )
}

/** The result files of a record set, made together: all of them appear when they are complete, or none. */
export class ResultFiles {
  private constructor(private readonly files: readonly PartialFile[]) {}

  static async create(paths: readonly string[]): Promise<ResultFiles> {
    const files: PartialFile[] = []
    try {
      for (const path of paths) files.push(await PartialFile.create(path))
    } catch (error) {
      await Promise.all(files.map((file) => file.discard()))
      throw error
    }
    return new ResultFiles(files)
  }

  /** Writes the header line of each file. Returns what threads need to write the rest, in the order of the paths. */
  async begin(headers: readonly Uint8Array[]): Promise<OutputSpec[]> {
    for (const [i, file] of this.files.entries()) await file.write(headers[i] ?? new Uint8Array(0))
    return Promise.all(
      this.files.map(async (file) => ({ path: file.path, handle: await file.shareHandle(), headerBytes: file.bytes })),
    )
  }

  async finish(): Promise<void> {
    for (const file of this.files) await file.finish()
  }

  async discard(): Promise<void> {
    await Promise.all(this.files.map((file) => file.discard()))
  }
}

/** Removes result files an earlier run left under these names, so that none is taken for this run's. */
export async function removeResults(paths: readonly string[]): Promise<void> {
  await Promise.all(paths.map((path) => rm(path, { force: true })))
}
