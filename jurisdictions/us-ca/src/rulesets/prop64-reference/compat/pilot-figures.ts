import type { Figure } from '@cmr/jurisdiction'
import { IMPACT_LABELS } from '../../../summaries/impact.ts'

type Member = Readonly<Record<string, unknown>>

/** A member of a report, by its path; empty where there is none. */
function memberAt(report: Member, path: readonly string[]): Member {
  let member: unknown = report
  for (const key of path) member = (member as Member | undefined)?.[key] // Safe: reports are nested plain objects.
  return (member ?? {}) as Member // Safe: as above.
}

/** Every count of one member; `labels` names those that are shown and how, by default all by their own key. */
function counts(report: Member, path: readonly string[], group: string, labels?: Readonly<Record<string, string>>) {
  return Object.entries(memberAt(report, path)).flatMap(([key, value]): Figure[] => {
    const label = labels === undefined ? key : labels[key]
    if (typeof value !== 'number' || label === undefined) return []
    return [{ id: [...path, key].join('.'), group, label, value }]
  })
}

const OVERALL_LABELS = {
  rows: 'Rows read',
  individuals: 'People',
  convictions: 'Convictions',
  convictionsInCounty: 'Convictions in the county',
}
const CURRENT_LABELS = {
  withFelony: 'Have a felony',
  withConviction: 'Have a conviction',
  withConvictionLast7Years: 'Have a conviction in the last 7 years',
}
const TOTAL = { total: 'All' }

/** The same figures with labels, people first. */
export function pilotFigures(report: Member): Figure[] {
  const reasons = memberAt(report, ['reasonsByDetermination'])
  return [
    ...counts(report, ['reliefAsChosen'], 'People helped by these criteria', IMPACT_LABELS),
    ...counts(report, ['reliefIfAllProp64Dismissed'], 'People helped if all of them were dismissed', IMPACT_LABELS),
    ...counts(
      report,
      ['reliefIfAllProp64AndRelatedDismissed'],
      'People helped if related charges were dismissed too',
      IMPACT_LABELS,
    ),
    ...counts(report, ['currently'], 'People now', CURRENT_LABELS),
    ...counts(report, ['overall'], 'File', OVERALL_LABELS),
    ...counts(report, ['prop64Convictions'], 'Prop 64 convictions in all counties', TOTAL),
    ...counts(report, ['prop64Convictions', 'bySection'], 'Prop 64 convictions in all counties'),
    ...counts(report, ['prop64ConvictionsInCounty'], 'Prop 64 convictions in the county', TOTAL),
    ...counts(report, ['prop64ConvictionsInCounty', 'bySection'], 'Prop 64 convictions in the county'),
    ...Object.keys(reasons).flatMap((answer) => counts(report, ['reasonsByDetermination', answer], answer)),
    ...counts(report, ['relatedConvictions'], 'Related convictions in all counties', TOTAL),
    ...counts(report, ['relatedConvictions', 'bySection'], 'Related convictions in all counties'),
  ]
}
