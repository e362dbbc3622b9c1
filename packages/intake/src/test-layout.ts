import type { Layout } from './layout.ts'

/** Four columns, small enough to read in a test. */
export const testLayout: Layout = {
  columns: ['ID', 'PERSON', 'NAME', 'NOTE'],
  keeps: [1, 3],
  essential: [1],
  aliases: { NOTE: ['REMARK'] },
  subject: 1,
  person: [1],
  headerPrefix: 'ID,PERSON',
  minimumBytes: 8,
}
