export { listResults } from './list-results.ts'
export type { FacetValue, ResultRow, ResultsPage } from './list-results.ts'
export { BLANK, ListResultsInput, PAGE_SIZES, RESULT_SORTS } from './list-results-input.ts'
export type { ResultSort, ResultsQuery } from './list-results-input.ts'
