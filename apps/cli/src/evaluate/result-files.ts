import type { ResultFile } from '@cmr/jurisdiction'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PartialFile } from '../partial-file.ts'

/** Where the result files of one input go: `<name>.csv`, or `<name>_<n>.csv` when there are several inputs. */
export function resultPaths(folder: string, files: readonly ResultFile[], number: number | undefined): string[] {
  return files.map(({ name }) => join(folder, number === undefined ? `${name}.csv` : `${name}_${number}.csv`))
}

const NOTHING = new Uint8Array(0)

/** The result files of one input, written together: all of them appear when they are complete, or none. */
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

  /**
   * Adds to each file, in the order of the paths. The bytes must stay as they are until the next call resolves;
   * that call waits until they are written.
   */
  async write(parts: readonly Uint8Array[]): Promise<void> {
    for (const [i, file] of this.files.entries()) await file.write(parts[i] ?? NOTHING)
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
