import { DIFFERENCE_COLUMNS, type Difference, differenceCells } from '@cmr/engine'
import { quoteCell } from '@cmr/intake'
import { PartialFile } from '../partial-file.ts'

const HEADER = DIFFERENCE_COLUMNS.join(',') + '\n'

/** `differences.csv`, in UTF-8, written while it is made. It appears when it is complete. */
export class DifferencesFile {
  private pending = HEADER

  private constructor(private readonly file: PartialFile) {}

  static async create(path: string): Promise<DifferencesFile> {
    return new DifferencesFile(await PartialFile.create(path))
  }

  get path(): string {
    return this.file.path
  }

  add(difference: Difference): void {
    this.pending += differenceCells(difference).map(quoteCell).join(',') + '\n'
  }

  /** Writes what was added. */
  async flush(): Promise<void> {
    const text = this.pending
    this.pending = ''
    await this.file.write(Buffer.from(text))
  }

  async finish(): Promise<void> {
    await this.flush()
    await this.file.finish()
  }

  async discard(): Promise<void> {
    await this.file.discard()
  }
}
