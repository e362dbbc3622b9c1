import type { ReportedCause } from './compare-answers.ts'

/** Columns of `differences.csv`. */
export const DIFFERENCE_COLUMNS = [
  'file',
  'line',
  'case',
  'before',
  'after',
  'cause',
  'kind',
  'explanation',
  'citations',
] as const

/** One conviction with two answers, as files list it. */
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

/** The cells of a difference, in the order of `DIFFERENCE_COLUMNS`. */
export function differenceCells({ file, line, caseNumber, before, after, cause }: Difference): string[] {
  const { id, kind, label, citations } = cause
  const cites = citations.map(({ cite }) => cite).join('; ')
  return [file, String(line), caseNumber, before, after, id, kind, label, cites]
}
