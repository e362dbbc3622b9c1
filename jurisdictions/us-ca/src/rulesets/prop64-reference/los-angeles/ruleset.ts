import { defineRuleset } from '@cmr/jurisdiction'
import { lastLosAngeles } from '../compat/edition.ts'
import { pilotSummary } from '../compat/pilot-summary.ts'
import { pilotFiles } from '../compat/result-files.ts'
import { ALL_HEADERS, resultTable } from '../compat/result-table.ts'
import { RELIEF, rulesOf, wordsOf } from '../compat/worded-rule.ts'
import { losAngelesScope, losAngelesTable } from './decision-table.ts'
import { losAngelesOptions } from './options.ts'
import { originalSummary } from './original-summary.ts'

/** All columns but the flag that only the 58-county tool had. */
const HEADERS = ALL_HEADERS.filter((header) => header !== 'Occurred after 11/9/2016')

const answerOf = wordsOf(lastLosAngeles, losAngelesTable)

/** The Los Angeles pilot in its last version (gogen_pilots 0.2.5), quirks included, with its what-if builds as options. */
export const losAngeles = defineRuleset({
  id: 'prop64-reference',
  profile: 'los-angeles',
  title: 'Prop 64 as the Los Angeles pilot of 2019 computed it',
  purpose: 'reference',
  format: 'ca-doj-bulk',
  gathers: 'file',
  relief: RELIEF,
  grounds: {},
  options: losAngelesOptions,
  presets: {
    final: { label: 'The pilot’s last version', options: {} },
    'two-priors-last': { label: 'What if two priors were looked at last', options: { twoPriorsLast: true } },
    'all-11357s': { label: 'What if every § 11357 were dismissed', options: { all11357s: true } },
    'no-date-gate': { label: 'What if the date did not matter', options: { noDateGate: true } },
    'no-superstrikes': { label: 'What if superstrikes did not matter', options: { noSuperstrikes: true } },
    'no-registration': { label: 'What if registration did not matter', options: { noRegistration: true } },
    'neither-superstrikes-nor-registration': {
      label: 'What if neither superstrikes nor registration mattered',
      options: { noSuperstrikes: true, noRegistration: true },
    },
    'no-two-priors': { label: 'What if two priors did not matter', options: { noTwoPriors: true } },
  },
  appliesTo: losAngelesScope,
  floor: [],
  otherwise: { kind: 'ineligible', because: 'not_covered' },
  policy: rulesOf(losAngelesTable),
  procedures: [],
  results: resultTable({
    edition: lastLosAngeles,
    files: pilotFiles(HEADERS.length, { numbered: 'always' }),
    headers: HEADERS,
    answerOf,
  }),
  summary: pilotSummary({ edition: lastLosAngeles, answerOf, originalSummary }),
})
