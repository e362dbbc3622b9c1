import { defineRuleset } from '@cmr/jurisdiction'
import { fiftyEightCounties } from '../compat/edition.ts'
import { TOOL_FILES } from '../compat/result-files.ts'
import { ALL_HEADERS, resultTable } from '../compat/result-table.ts'
import { RELIEF, rulesOf } from '../compat/worded-rule.ts'
import { configurableAnswer } from './answer.ts'
import { configurableScope, configurableTable } from './decision-table.ts'
import { configurableOptions, SECTIONS } from './options.ts'
import { configurableSummary } from './summary.ts'

/** The choices the 58-county application starts from (screen 4 of BEAR 1.1.5). */
const APPLICATION_RELIEF = {
  yearsSinceConvictionThreshold: 5,
  yearsCrimeFreeThreshold: 5,
  subjectHasOnlyProp64Charges: true,
}

/** The product flow of the 58-county tool (gogen 0.2.13), quirks included. */
export const configurable = defineRuleset({
  id: 'prop64-reference',
  profile: 'configurable',
  title: 'Prop 64 as the 58-county tool of 2019 computed it',
  purpose: 'reference',
  format: 'ca-doj-bulk',
  gathers: 'file',
  relief: RELIEF,
  grounds: {},
  options: configurableOptions,
  presets: {
    'application-defaults': {
      label: 'Dismiss all four sections (the 2019 application’s starting point)',
      options: { baselineEligibility: { dismiss: [...SECTIONS], reduce: [] }, additionalRelief: APPLICATION_RELIEF },
    },
    'reduce-with-relief': {
      label: 'Reduce all four sections, dismiss where the 2019 application’s reasons apply',
      options: { baselineEligibility: { dismiss: [], reduce: [...SECTIONS] }, additionalRelief: APPLICATION_RELIEF },
    },
    'reduce-only': {
      label: 'Reduce all four sections, no further reasons',
      options: { baselineEligibility: { dismiss: [], reduce: [...SECTIONS] } },
    },
  },
  appliesTo: configurableScope,
  floor: [],
  otherwise: { kind: 'ineligible', because: 'not_covered' },
  policy: rulesOf(configurableTable),
  procedures: [],
  results: resultTable({
    edition: fiftyEightCounties,
    files: TOOL_FILES,
    headers: ALL_HEADERS,
    answerOf: configurableAnswer,
  }),
  summary: configurableSummary,
})
