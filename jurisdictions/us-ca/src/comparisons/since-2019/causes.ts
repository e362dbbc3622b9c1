import { trimSpace } from '@cmr/intake'
import type { Compared, DifferenceCause } from '@cmr/jurisdiction'
import { floor } from '../../rulesets/prop64/floor/floor.ts'
import { policy } from '../../rulesets/prop64/policy/policy.ts'
import { ruleNumber } from '../../rulesets/prop64/answer-words.ts'
import { offenseOf } from '../../rulesets/prop64/reading.ts'
import { hs, PRESUMED_ELIGIBLE, RECORDS_DESTROYED, RECORDS_IRRELEVANT, SMIT } from '../../rulesets/prop64/statutes.ts'
import { readOffense } from '../../rulesets/prop64-reference/compat/offense-reading.ts'
import { DEFECTS } from '../../rulesets/prop64-reference/quirks.ts'
import {
  answeredThenBy,
  chargeOf,
  floorNow,
  hasDestroyedRecord,
  hasSeveralSentenceParts,
  isConvictedOfOther,
  isCutAtHyphen,
  isMissedThen,
  isUndatedBar,
  listsDisagree,
  sections,
  sentencesDisagree,
} from './evidence.ts'

function defect(id: `D${number}`, applies: (compared: Compared) => boolean): DifferenceCause {
  const label = DEFECTS.find((known) => known.id === id)?.summary
  if (label === undefined) throw new RangeError(`no defect ${id}`)
  return { id, kind: 'defect', label, citations: [], applies }
}

const asksForAge = ['-age-reached', '-at-most-21', '-under-21']
const asksForHistory = [
  '-crime-free',
  '-conviction-free',
  '-only-prop64',
  '-two-priors',
  '-no-recent',
  '-superstrike',
  '-registration',
]

/** How the offense itself was read. */
const reading: readonly DifferenceCause[] = [
  defect('D8', isCutAtHyphen),
  defect('D27', isConvictedOfOther),
  {
    id: 'former-sections',
    kind: 'law',
    label: 'Convictions under the sections that §§ 11357–11360 replaced are covered too.',
    citations: [PRESUMED_ELIGIBLE],
    applies: (compared) => {
      const charge = chargeOf(compared)
      return charge !== undefined && offenseOf(charge).marijuana?.predecessor !== undefined
    },
  },
  defect('D9', (compared) => {
    const { then, now } = sections(compared)
    return compared.before !== undefined && then !== undefined && then !== now
  }),
  defect('D11', (compared) => {
    const charge = chargeOf(compared)
    if (charge === undefined || compared.before !== undefined) return false
    return offenseOf(charge).pleaDerivative !== undefined && readOffense(charge.literal).related === undefined
  }),
  defect('D17', (compared) => {
    const county = chargeOf(compared)?.given.county
    return compared.before === undefined && typeof county === 'string' && county !== trimSpace(county).toUpperCase()
  }),
  defect('D16', ({ subject }) => subject.key === ''),
]

/** What was missing from the record. */
const missing: readonly DifferenceCause[] = [
  defect('D3', (compared) => {
    const noDay = chargeOf(compared)?.disposedOn === undefined
    return noDay || (compared.subject.bornOn === undefined && answeredThenBy(compared, ...asksForAge))
  }),
]

/** What the earlier tools took for a bar, or did not. */
const bars: readonly DifferenceCause[] = [
  defect('D24', (compared) =>
    answeredThenBy(compared, '-superstrike')
      ? isUndatedBar(compared, 'superstrike')
      : answeredThenBy(compared, '-registration') && isUndatedBar(compared, 'registrable'),
  ),
  {
    ...defect('D9', (compared) => answeredThenBy(compared, '-superstrike') && listsDisagree(compared, 'superstrike')),
    id: 'D9-lists',
  },
  defect('D12', (compared) => answeredThenBy(compared, '-registration') && listsDisagree(compared, 'registrable')),
  {
    id: 'smit',
    kind: 'law',
    label: 'A disqualifying conviction bars relief only when it came before the marijuana charge, in another case.',
    citations: [SMIT],
    applies: (compared) =>
      answeredThenBy(compared, '-superstrike', '-registration') &&
      !floorNow(compared, 'prop64/s-90-disqualifying-prior'),
  },
  defect('D25', (compared) => answeredThenBy(compared, '-two-priors', '-two-priors-last')),
  {
    ...defect('D12', (compared) => floorNow(compared, 'prop64/s-90-disqualifying-prior') && isMissedThen(compared)),
    id: 'D12-missed',
    label: 'The lists of 2019 missed an offense that bars relief, such as one written with its subdivision.',
  },
]

/** How days were counted. */
const days: readonly DifferenceCause[] = [
  defect(
    'D14',
    (compared) => chargeOf(compared)?.disposedOn === '2016-11-09' && floorNow(compared, 'prop64/s-02-new-law'),
  ),
  {
    id: 'arrest-before-prop-64',
    kind: 'law',
    label: 'What counts is the day of the offense, not of the conviction: an earlier arrest is looked at by a person.',
    citations: [PRESUMED_ELIGIBLE],
    applies: (compared) => floorNow(compared, 'prop64/s-02b-across-the-date'),
  },
  {
    id: 'age-today',
    kind: 'defect',
    label: 'The age of 21 was tested on the day of the run, not at the offense.',
    citations: [hs('11361.8', '(e)')],
    applies: (compared) => answeredThenBy(compared, '-at-most-21'),
  },
  defect('D4', (compared) => {
    const { sentenceAsAppended } = chargeOf(compared)?.given ?? {}
    return sentenceAsAppended !== undefined && sentencesDisagree(compared)
  }),
  defect('D7', (compared) => sentencesDisagree(compared) && hasSeveralSentenceParts(compared)),
  defect('D6', sentencesDisagree),
  defect('D18', (compared) => {
    const files = new Set(compared.subject.charges.map(({ file }) => file))
    return files.size > 1 && answeredThenBy(compared, ...asksForHistory)
  }),
  {
    id: 'destroyed-records',
    kind: 'law',
    label: 'Records that should have been destroyed do not count against a person.',
    citations: [RECORDS_DESTROYED, RECORDS_IRRELEVANT],
    applies: (compared) => answeredThenBy(compared, ...asksForHistory) && hasDestroyedRecord(compared),
  },
  defect('D15', ({ before }) => before !== undefined && before.policy === undefined),
]

/** Nothing was read wrongly: the statute or the office's policy simply answers otherwise than the earlier criteria. */
const criteria: readonly DifferenceCause[] = [
  {
    id: 'dismissed-then',
    kind: 'policy',
    label: 'The earlier criteria dismissed more than the statute compels; the policy compared with does not.',
    citations: [PRESUMED_ELIGIBLE],
    applies: ({ before, after }) =>
      before?.outcome.kind === 'eligible' &&
      before.outcome.relief === 'dismiss' &&
      after?.policy === undefined &&
      after?.outcome.kind === 'eligible' &&
      after.outcome.relief !== 'dismiss-and-seal',
  },
  ...policy.map(({ id, summary, citations }): DifferenceCause => ({
    id: ruleNumber(id),
    kind: 'policy',
    label: summary,
    citations,
    applies: ({ after }) => after?.policy?.rule === id,
  })),
  ...floor.map(({ id, summary, citations }): DifferenceCause => ({
    id: id.slice(id.indexOf('/') + 1),
    kind: 'law',
    label: summary,
    citations,
    applies: ({ after }) => after?.floor.rule === id,
  })),
]

/** Looked for in this order; the last applies always. */
export const causes: readonly [DifferenceCause, ...DifferenceCause[]] = [
  ...(reading as readonly [DifferenceCause, ...DifferenceCause[]]),
  ...missing,
  ...bars,
  ...days,
  ...criteria,
  {
    id: 'other',
    kind: 'law',
    label: 'The conviction fits none of today’s rules, or is out of their scope.',
    citations: [PRESUMED_ELIGIBLE],
    applies: () => true,
  },
]
