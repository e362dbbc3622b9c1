import { type Condition, defineRuleset } from '@cmr/jurisdiction'
import { z } from 'zod'
import { quirks } from '../quirks.ts'
import { fiftyEightCounties } from './edition.ts'
import { pilotSummary } from './pilot-summary.ts'
import { TOOL_FILES } from './result-files.ts'
import { ALL_HEADERS, resultTable } from './result-table.ts'
import { RELIEF, rulesOf, type WordedRule, wordsOf } from './worded-rule.ts'

interface ComparisonFlow {
  readonly profile: string
  readonly title: string
  readonly scope: Condition<unknown>
  /** The one reason there is. */
  readonly reason: string
  readonly summary: string
}

/**
 * A flow that dismisses all there is, as the originals computed beside the chosen one to compare figures. They never
 * wrote its answers into result files; here it has those of the 58-county tool.
 */
export function comparisonFlow({ profile, title, scope, reason, summary }: ComparisonFlow) {
  const table: readonly WordedRule<unknown>[] = [
    {
      id: `${profile}-everything`,
      summary,
      when: scope,
      answer: 'dismissal',
      reason,
      quirks: quirks('D8', 'D9', 'D10', 'D11', 'D17', 'D27'),
    },
  ]
  const answerOf = wordsOf<unknown>(fiftyEightCounties, table)
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
    presets: { everything: { label: 'Everything in scope', options: {} } },
    appliesTo: scope,
    floor: [],
    otherwise: { kind: 'ineligible', because: 'not_covered' },
    policy: rulesOf(table),
    procedures: [],
    results: resultTable({ edition: fiftyEightCounties, files: TOOL_FILES, headers: ALL_HEADERS, answerOf }),
    summary: pilotSummary({ edition: fiftyEightCounties, answerOf }),
  })
}
