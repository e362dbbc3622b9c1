import type { Program } from '@cmr/engine'
import type { Determination, Evaluated, RunEnvironment } from '@cmr/jurisdiction'
import type { LateSetAside } from './late-set-aside.ts'

/** What a run comes to, as plain data: a thread's share, or the whole. */
export interface Tally {
  /** The state of the ruleset's summary. */
  readonly summary: unknown
  /** The state of its quality findings, where it has such. */
  readonly quality: unknown
  /** People counted, and their rows. */
  people: number
  heldRows: number
  determinations: number
  /** Determinations by outcome, and by the facts that were presumed for them. */
  readonly outcomes: Record<string, number>
  readonly presumptions: Record<string, number>
  /** Determinations that rest on a presumption. */
  presuming: number
  /** Rows written to a file of all rows, and among them those with a determination. */
  writtenRows: number
  writtenDeterminations: number
  /** Rows that turned out to be malformed when they were cut. */
  readonly setAside: LateSetAside[]
}

/** Answers are shared objects, but not all of them: this many are told apart before they are added up. */
const ANSWERS_KEPT = 10_000

/** Counts what people come to. */
export class RunTally {
  private readonly tally: Tally
  private readonly environment: RunEnvironment<Record<string, unknown>> & { readonly now: string }
  private readonly answers = new Map<Determination, number>()

  constructor(
    private readonly program: Program,
    now: string,
  ) {
    this.tally = emptyTally(program)
    this.environment = { ...program.environment, now }
  }

  /** Adds a person with that many rows. */
  add(evaluated: Evaluated, rows: number): void {
    const { tally, answers } = this
    const { summary, quality } = this.program.ruleset
    tally.people++
    tally.heldRows += rows
    summary.add(tally.summary, evaluated, this.environment)
    quality?.add(tally.quality, evaluated)
    for (const determination of evaluated.determinations) {
      if (determination === undefined) continue
      tally.determinations++
      answers.set(determination, (answers.get(determination) ?? 0) + 1)
    }
    if (answers.size > ANSWERS_KEPT) this.addAnswers()
  }

  /** Adds written rows, of which `determined` have a determination. */
  addWritten(rows: number, determined: number): void {
    this.tally.writtenRows += rows
    this.tally.writtenDeterminations += determined
  }

  addSetAside(late: LateSetAside): void {
    this.tally.setAside.push(late)
  }

  /** What was counted. */
  finish(): Tally {
    this.addAnswers()
    return this.tally
  }

  private addAnswers(): void {
    const { outcomes, presumptions } = this.tally
    for (const [{ outcome, floor, policy }, count] of this.answers) {
      outcomes[outcome.kind] = (outcomes[outcome.kind] ?? 0) + count
      const presumed = new Set([...floor.presumed, ...(policy?.presumed ?? [])])
      if (presumed.size > 0) this.tally.presuming += count
      for (const fact of presumed) presumptions[fact] = (presumptions[fact] ?? 0) + count
    }
    this.answers.clear()
  }
}

export function emptyTally({ ruleset }: Program): Tally {
  return {
    summary: ruleset.summary.empty(),
    quality: ruleset.quality?.empty(),
    ...{ people: 0, heldRows: 0, determinations: 0, presuming: 0, writtenRows: 0, writtenDeterminations: 0 },
    outcomes: {},
    presumptions: {},
    setAside: [],
  }
}

function addCounts(to: Record<string, number>, from: Readonly<Record<string, number>>): void {
  for (const [key, count] of Object.entries(from)) to[key] = (to[key] ?? 0) + count
}

/** Adds another share of the same record set to a tally. */
export function mergeTally({ ruleset }: Program, tally: Tally, part: Tally): void {
  ruleset.summary.merge(tally.summary, part.summary)
  ruleset.quality?.merge(tally.quality, part.quality)
  for (const count of COUNTS) tally[count] += part[count]
  addCounts(tally.outcomes, part.outcomes)
  addCounts(tally.presumptions, part.presumptions)
  for (const late of part.setAside) tally.setAside.push(late)
}

const COUNTS = ['people', 'heldRows', 'determinations', 'presuming', 'writtenRows', 'writtenDeterminations'] as const
