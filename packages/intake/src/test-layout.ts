import type { Layout } from './layout.ts'

/** Four columns, small enough to read in a test. */
export const testLayout: Layout = {
  columns: ['ID', 'PERSON', 'NAME', 'NOTE'],
  keeps: [1, 3],
  subject: 1,
  headerPrefix: 'ID,PERSON',
  minimumBytes: 8,
}
