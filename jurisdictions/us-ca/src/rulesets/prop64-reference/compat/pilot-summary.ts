import type { RunEnvironment, Summary } from '@cmr/jurisdiction'
import { type Counts, type NestedCounts, sorted, sortedNested, totalOf } from '../../../summaries/counts.ts'
import { earliestOver, instant } from './earliest.ts'
import type { Edition } from './edition.ts'
import { pilotFigures } from './pilot-figures.ts'
import { emptyTally, mergeTally, PilotCounter, type PilotTally } from './pilot-tally.ts'
import type { AnswerOf } from './worded-rule.ts'

/** Sums over all files that an original's own JSON report is made from. */
export interface PilotTotals {
  readonly tally: PilotTally
  readonly rows: number
  readonly earliestConviction: string
}

interface PilotReport<O> {
  readonly edition: Edition
  readonly answerOf: AnswerOf<O>
  /** The original's own JSON report, where it wrote one. */
  readonly originalSummary?: (totals: PilotTotals, environment: RunEnvironment<O>) => Readonly<Record<string, unknown>>
}

function bySection(counts: Counts): { total: number; bySection: Counts } {
  return { total: totalOf(counts), bySection: sorted(counts) }
}

function byDetermination(counts: NestedCounts) {
  return Object.fromEntries(
    Object.entries(sortedNested(counts)).map(([determination, sections]) => [determination, bySection(sections)]),
  )
}

/**
 * The figures of the pilots' text report as JSON, in its order. Files are summed, so a person in two files counts twice
 * (D18); the originals wrote one such report for each file.
 */
export function pilotSummary<O>({ edition, answerOf, originalSummary }: PilotReport<O>): Summary<O, PilotTally> {
  const counter = new PilotCounter(edition, answerOf)
  return {
    fileName: 'summary',
    empty: emptyTally,
    add: (tally, evaluated, environment) => {
      counter.add(tally, evaluated, environment)
    },
    merge: mergeTally,

    report(files, environment) {
      const { county, now, seconds } = environment
      const tally = emptyTally()
      let rows = 0
      for (const file of files) {
        mergeTally(tally, file.state)
        rows += file.rows
      }
      const earliest = earliestOver(
        files.map(({ state }) => state.earliest),
        now,
      )
      const earliestConviction = instant(earliest)
      return {
        county: county.toUpperCase(),
        processingTimeInSeconds: seconds,
        overall: {
          rows,
          individuals: tally.individuals,
          convictions: tally.convictions,
          convictionsInCounty: tally.convictionsInCounty,
        },
        prop64Convictions: bySection(tally.prop64),
        prop64ConvictionsInCounty: {
          ...bySection(tally.prop64InCounty),
          earliestConviction,
          byDetermination: byDetermination(tally.determinations),
        },
        reasonsByDetermination: sortedNested(tally.reasons),
        relatedConvictions: {
          ...bySection(tally.related),
          byDetermination: byDetermination(tally.relatedDeterminations),
        },
        currently: {
          withFelony: tally.withFelony,
          withConviction: tally.withConviction,
          withConvictionLast7Years: tally.withConvictionLast7Years,
        },
        reliefAsChosen: tally.chosen,
        reliefIfAllProp64Dismissed: tally.allProp64,
        reliefIfAllProp64AndRelatedDismissed: tally.allProp64AndRelated,
        ...(originalSummary === undefined
          ? {}
          : { originalSummary: originalSummary({ tally, rows, earliestConviction }, environment) }),
      }
    },

    figures: pilotFigures,
  }
}
