import { fiftyEightCounties } from '../compat/edition.ts'
import { wordsOf } from '../compat/worded-rule.ts'
import { configurableTable } from './decision-table.ts'

/** The words of the 58-county tool. */
export const configurableAnswer = wordsOf(fiftyEightCounties, configurableTable)
