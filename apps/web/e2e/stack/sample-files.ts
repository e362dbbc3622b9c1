import { getJurisdiction } from '@cmr/registry'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OFFICES } from './people.ts'

export const SAMPLE_ROWS = 3000
/** The line of `short-line.csv` that has one field too few. */
export const BROKEN_LINE = 40

/** Good files of the first office's county. Each test sends its own: the same bytes twice would be refused. */
const GOOD = {
  'history.csv': SAMPLE_ROWS,
  'second.csv': 400,
  'search.csv': 500,
  'keyboard.csv': 600,
  'narrow.csv': 300,
  'presumed.csv': 700,
  'compared.csv': 650,
  'released.csv': 350,
}

/** Writes made-up bulk files: the good ones, one with a short line, one of the second office's county, one mostly of it. */
export async function writeSampleFiles(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const [own, other, third] = OFFICES
  for (const [index, [name, rows]] of Object.entries(GOOD).entries()) {
    await writeFile(join(folder, name), synthetic(own.county, rows, 20 + index), 'latin1')
  }
  await writeFile(join(folder, 'matrix.csv'), synthetic(own.county, 300, 41), 'latin1')
  await writeFile(join(folder, 'matrix-two.csv'), synthetic(other.county, 300, 42), 'latin1')
  await writeFile(join(folder, 'fresno.csv'), synthetic(third.county, 400, 11), 'latin1')
  await writeFile(join(folder, 'fresno-again.csv'), synthetic(third.county, 800, 12), 'latin1')
  await writeFile(join(folder, 'elsewhere.csv'), synthetic(other.county, 50, 9), 'latin1')
  await writeFile(
    join(folder, 'mixed.csv'),
    synthetic(own.county, 60, 8) + withoutHeader(synthetic(other.county, 500, 7)),
    'latin1',
  )
  const lines = synthetic(own.county, 300, 15).split('\n')
  lines[BROKEN_LINE - 1] = lines[BROKEN_LINE - 1]?.replace(',', ' ') ?? ''
  await writeFile(join(folder, 'short-line.csv'), lines.join('\n'), 'latin1')
}

const withoutHeader = (text: string) => text.slice(text.indexOf('\n') + 1)

function synthetic(county: string, rows: number, seed: number): string {
  const pieces = getJurisdiction('us-ca').intake[0]?.synthesize?.({ county, rows, seed })
  if (pieces === undefined) throw new Error('The jurisdiction makes no synthetic files.')
  return [...pieces].join('')
}
