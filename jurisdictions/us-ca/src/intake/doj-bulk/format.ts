import type { IntakeEntry, IntakeFormat } from '@cmr/jurisdiction'
import { COUNTIES } from '../../counties.ts'
import { assemble } from './assemble.ts'
import { COLUMNS, columnIndex } from './columns.ts'
import { fieldOf, KEPT } from './kept.ts'
import { synthesize } from './synthetic.ts'

/** The original reader looks at this many bytes to find the header, and fails on a file that has fewer. */
const HEADER_PEEK_BYTES = 128

const countyByFileName = new Map(COUNTIES.map(({ name }) => [name.toUpperCase(), name]))

/** The California Department of Justice's bulk conviction file: one row for each count, disposition and sentence part. */
export const dojBulk: IntakeFormat = {
  id: 'ca-doj-bulk',
  label: 'California DOJ bulk conviction file',
  extensions: ['.dat', '.csv'],
  layout: {
    columns: COLUMNS,
    keeps: KEPT.map(columnIndex),
    subject: columnIndex('SUBJECT_ID'),
    headerPrefix: 'RECORD_ID',
    minimumBytes: HEADER_PEEK_BYTES,
  },
  detect(sample) {
    if (sample.startsWith('RECORD_ID,SUBJECT_STATUS,SUBJECT_ID')) return 1
    const [firstLine = ''] = sample.split('\n', 1)
    return firstLine.split(',').length >= COLUMNS.length ? 0.6 : 0
  },
  countyOf: (entry: IntakeEntry) => countyByFileName.get(fieldOf(entry, 'STP_ORI_CNTY_NAME')),
  assemble,
  synthesize,
}
