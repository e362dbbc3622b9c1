import type { ResultFile } from '@cmr/jurisdiction'
import { CONDENSED_COLUMNS } from '../../../intake/doj-bulk/condensed-columns.ts'

/** The three files of the 58-county tool: every row, every row in short, and the rows with an answer. */
export const TOOL_FILES: readonly ResultFile[] = [
  {
    id: 'all-results',
    name: 'All_Results',
    label: 'All results',
    help: 'Every row of your file with all 95 columns, and 18 columns of results.',
    columns: 'all',
    rows: 'all',
  },
  {
    id: 'all-results-condensed',
    name: 'All_Results_Condensed',
    label: 'All results, condensed',
    help: 'Every row of your file with the 20 columns most used in review, and 18 columns of results.',
    columns: CONDENSED_COLUMNS,
    rows: 'all',
  },
  {
    id: 'prop64-results',
    name: 'Prop64_Results',
    label: 'Prop 64 results',
    help: 'Only the rows of Prop 64 convictions in your county, with all 95 columns and 18 columns of results.',
    columns: 'all',
    rows: 'determined',
  },
]

/** The three files of a pilot, with this many columns of results. */
export function pilotFiles(computed: number, numbered: Pick<ResultFile, 'numbered'> = {}): readonly ResultFile[] {
  return [
    {
      ...numbered,
      id: 'doj-results',
      name: 'doj_results',
      label: 'All results',
      help: `Every row of your file with all 95 columns, and ${computed} columns of results.`,
      columns: 'all',
      rows: 'all',
    },
    {
      ...numbered,
      id: 'doj-results-condensed',
      name: 'doj_results_condensed',
      label: 'All results, condensed',
      help: `Every row of your file with the 20 columns most used in review, and ${computed} columns of results.`,
      columns: CONDENSED_COLUMNS,
      rows: 'all',
    },
    {
      ...numbered,
      id: 'doj-results-convictions',
      name: 'doj_results_convictions',
      label: 'Convictions with an answer',
      help: `Only the rows of convictions that were judged, with all 95 columns and ${computed} columns of results.`,
      columns: 'all',
      rows: 'determined',
    },
  ]
}
