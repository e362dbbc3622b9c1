import { AppError } from '@cmr/errors'
import type { CutRows } from '@cmr/intake'
import type { IntakeFormat } from '@cmr/jurisdiction'
import type { IndexedFile } from './indexed-file.ts'
import { piecesOf } from './piece.ts'

const NAMED_IN_MESSAGE = 5

function list(counties: readonly string[]): string {
  const named = counties.slice(0, NAMED_IN_MESSAGE).join(', ')
  const more = counties.length - NAMED_IN_MESSAGE
  return more > 0 ? `${named} and ${more} more` : named
}

/**
 * Refuses a file of which no row names the county: most likely it is another office's file. Stops reading at the
 * first row that does. Throws VALIDATION naming the counties found, the most frequent first.
 */
export async function checkCounty(
  file: IndexedFile,
  format: IntakeFormat,
  county: string,
  onProgress: (rows: number) => void,
): Promise<void> {
  const found = new Map<string, number>()
  const namesCounty = (rows: CutRows): boolean => {
    for (let i = 0; i < rows.count; i++) {
      const named = format.countyOf(rows.entry(i))
      if (named === county) return true
      if (named !== undefined) found.set(named, (found.get(named) ?? 0) + 1)
    }
    return false
  }
  const { index } = file
  for (const piece of piecesOf(index)) {
    for await (const { rows } of file.slices(piece)) {
      if (namesCounty(rows)) return
    }
    onProgress(index.firstRow(piece.endRun))
  }
  const counties = [...found].sort(([, a], [, b]) => b - a).map(([name]) => name)
  const others = counties.length === 0 ? 'Its rows name no county of the state.' : `Its rows name ${list(counties)}.`
  throw new AppError(
    'VALIDATION',
    `No row of the file names ${county}. ${others} Check that this is the right file and the right --county. To evaluate it all the same, as the original tool did, add --any-county.`,
    { details: { reason: 'other-county' } },
  )
}
