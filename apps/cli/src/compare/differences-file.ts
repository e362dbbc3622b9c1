import { quoteCell } from '@cmr/intake'
import { PartialFile } from '../partial-file.ts'
import type { ReportedCause } from './difference-tally.ts'

const HEADER = 'file,line,case,before,after,cause,kind,explanation,citations\n'

/** One conviction with two answers. */
export interface Difference {
  readonly file: string
  /** 1-based physical line. */
  readonly line: number
  /** The court's number; empty where the file gives none. */
  readonly caseNumber: string
  readonly before: string
  readonly after: string
  readonly cause: ReportedCause
}

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

  add({ file, line, caseNumber, before, after, cause }: Difference): void {
    const { id, kind, label, citations } = cause
    const cites = citations.map(({ cite }) => cite).join('; ')
    const cells = [file, String(line), caseNumber, before, after, id, kind, label, cites]
    this.pending += cells.map(quoteCell).join(',') + '\n'
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
