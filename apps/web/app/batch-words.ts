import type { Tone } from '@cmr/ui'
import { count } from './format.ts'

/** Data rows that were taken in; a file that was not accepted adds none. */
export function rowsRead(files: readonly { readonly state: string; readonly rows: number | null }[]): number {
  return files.reduce((sum, { state, rows }) => (state === 'rejected' ? sum : sum + (rows ?? 0)), 0)
}

interface Words {
  readonly tone: Tone
  readonly word: string
}

/** Where a batch stands. */
export const BATCH_STATES: Readonly<Record<'draft' | 'importing' | 'ready' | 'failed', Words>> = {
  draft: { tone: 'attention', word: 'Not confirmed yet' },
  importing: { tone: 'waiting', word: 'Being worked on' },
  ready: { tone: 'positive', word: 'Answers ready' },
  failed: { tone: 'failed', word: 'Stopped' },
}

/** Where one file of a batch stands. */
export const BATCH_FILE_STATES: Readonly<Record<'waiting' | 'inspecting' | 'loading' | 'loaded' | 'rejected', Words>> =
  {
    waiting: { tone: 'negative', word: 'Waiting' },
    inspecting: { tone: 'waiting', word: 'Being looked through' },
    loading: { tone: 'waiting', word: 'Being read' },
    loaded: { tone: 'positive', word: 'Read completely' },
    rejected: { tone: 'failed', word: 'Not accepted' },
  }

/** Where a run stands. */
export const RUN_STATES: Readonly<Record<'queued' | 'running' | 'published' | 'failed', Words>> = {
  queued: { tone: 'negative', word: 'Waiting' },
  running: { tone: 'waiting', word: 'Under way' },
  published: { tone: 'positive', word: 'Published' },
  failed: { tone: 'failed', word: 'Stopped' },
}

/** What became of the lines of a file. */
export interface LineCounts {
  readonly lines: number
  readonly headerLines: number
  readonly blankLines: number
  readonly loadedLines: number
  readonly setAsideLines: number
}

/** "1,204,331 lines = 1 header + 1,204,002 loaded + 328 set aside"; blank lines are named where there are some. */
export function balanceWords({ lines, headerLines, blankLines, loadedLines, setAsideLines }: LineCounts): string {
  const parts = [
    `${count(headerLines)} header`,
    ...(blankLines === 0 ? [] : [`${count(blankLines)} blank`]),
    `${count(loadedLines)} loaded`,
    `${count(setAsideLines)} set aside`,
  ]
  return `${count(lines)} ${lines === 1 ? 'line' : 'lines'} = ${parts.join(' + ')}`
}

/** Whether every line is accounted for. */
export function isBalanced({ lines, headerLines, blankLines, loadedLines, setAsideLines }: LineCounts): boolean {
  return lines === headerLines + blankLines + loadedLines + setAsideLines
}

/** Line counts of several files together; files that were not read yet count nothing. */
export function sumLines(ledgers: readonly (LineCounts | null)[]): LineCounts {
  const sum = { lines: 0, headerLines: 0, blankLines: 0, loadedLines: 0, setAsideLines: 0 }
  for (const ledger of ledgers) {
    if (ledger === null) continue
    sum.lines += ledger.lines
    sum.headerLines += ledger.headerLines
    sum.blankLines += ledger.blankLines
    sum.loadedLines += ledger.loadedLines
    sum.setAsideLines += ledger.setAsideLines
  }
  return sum
}

type CountyRows = readonly { readonly county: string; readonly rows: number }[]

const COUNTIES_SHOWN = 5

/** The counties a file's rows name, most rows first: "Fresno (380 rows), Kern (12 rows) and 3 more". */
export function countyWords(counties: CountyRows): string {
  const shown = counties
    .slice(0, COUNTIES_SHOWN)
    .map(({ county, rows }) => `${county} (${count(rows)} ${rows === 1 ? 'row' : 'rows'})`)
  const more = counties.length - COUNTIES_SHOWN
  return shown.join(', ') + (more > 0 ? ` and ${count(more)} more` : '')
}

/** Said when most rows of a file name another county than the one looked for; null when they do not. `counties`: most rows first. */
export function countyWarning(county: string, counties: CountyRows): string | null {
  const [main] = counties
  if (main === undefined || main.county === county) return null
  const own = counties.find((one) => one.county === county)?.rows ?? 0
  if (own === main.rows) return null
  return `Most rows name ${main.county} (${count(main.rows)}); ${count(own)} name ${county}. Only convictions in ${county} are answered. Check that this is the file the state sent to your office.`
}
