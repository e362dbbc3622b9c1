import { type Condition, defineRuleset } from '@cmr/jurisdiction'
import { z } from 'zod'
import { pilotsOfJuly } from './edition.ts'
import { pilotSummary } from './pilot-summary.ts'
import { pilotFiles } from './result-files.ts'
import { type Header, resultTable } from './result-table.ts'
import { RELIEF, rulesOf, type WordedRule, wordsOf } from './worded-rule.ts'

/** The computed columns there were before July 2019. */
const HEADERS: readonly Header[] = [
  'Case Number',
  '# of convictions on record',
  'Superstrike Code Section(s)',
  'PC290 Code Section(s)',
  'PC290 Registration',
  'Date of Conviction',
  'Years Since This Conviction',
  'Years Since Any Conviction',
  '# of Prop 64 convictions',
  'Deceased',
  'Eligibility Determination',
  'Eligibility Reason',
]

interface Pilot {
  readonly profile: string
  readonly title: string
  readonly scope: Condition<unknown>
  readonly table: readonly WordedRule<unknown>[]
}

/** A pilot of early 2019: a fixed decision table without options. Each knew one county; here it judges the run's. */
export function pilot({ profile, title, scope, table }: Pilot) {
  const answerOf = wordsOf<unknown>(pilotsOfJuly, table)
  return defineRuleset({
    id: 'prop64-reference',
    profile,
    title,
    purpose: 'reference',
    format: 'ca-doj-bulk',
    gathers: 'file',
    relief: RELIEF,
    grounds: {},
    options: z.strictObject({}),
    presets: { final: { label: 'The pilot’s last version', options: {} } },
    appliesTo: scope,
    floor: [],
    otherwise: { kind: 'ineligible', because: 'not_covered' },
    policy: rulesOf(table),
    procedures: [],
    results: resultTable({ edition: pilotsOfJuly, files: pilotFiles(HEADERS.length), headers: HEADERS, answerOf }),
    summary: pilotSummary({ edition: pilotsOfJuly, answerOf }),
  })
}
