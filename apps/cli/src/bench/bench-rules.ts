import { compile, findFormat, type Program } from '@cmr/engine'
import type { Charge, Subject } from '@cmr/record'
import { Progress } from '../progress.ts'
import { evaluateOptions } from '../what-if/evaluate-options.ts'
import { type LoadedSet, loadSet } from '../what-if/load-set.ts'
import type { BenchRequest } from './bench-groups.ts'
import { atLeast, atMost, type Figure, yardstick } from './figure.ts'
import { medianOf, middleOf, secondsOf } from './median.ts'

const RUNS = 5
/** So many that half of them run as compiled. */
const RUNS_ALONE = 25
const PEOPLE_AT_A_TIME = 100
const SUBJECTS_PER_SECOND = 400_000
const EXPLAIN_MS = 1
const WHAT_IF_SECONDS = 1.5
const WHAT_IF_ROWS = 1_000_000
const CONVICTIONS = 2000
/** One subject with many convictions may cost a little more a conviction: less of it fits the processor's memory. */
const SHARE_OF_ONE = 1.2
const EXPLAINED = 200
const ONE_SUBJECT_RUNS = 25

/** What a state's rules cost without reading a file: the first preset, on records that are in memory. */
export async function* benchRules(request: BenchRequest, file: string, asOf: string): AsyncGenerator<Figure, void> {
  const { group, jurisdiction, ruleset, rows } = request
  const county = jurisdiction.counties[0]?.name ?? ''
  const [preset = '', other = preset] = Object.keys(ruleset.presets)
  const options = ruleset.presets[preset]?.options
  const spec = { jurisdiction: jurisdiction.id, ruleset: ruleset.id, profile: ruleset.profile, county, asOf, options }
  const source = { spec, gathers: ruleset.gathers, format: findFormat(jurisdiction, ruleset), paths: [file] }
  const silent = { progress: new Progress({ write: () => true }), signal: new AbortController().signal }
  const loaded = await loadSet({ ...source, anyCounty: true, threads: 1 }, silent)
  const program = compile(ruleset, { options, asOf, county })

  // A fixed limit is about the code, so the run that others on the machine disturbed least counts; the median stands beside it.
  const alone = Array.from({ length: RUNS_ALONE }, () => evaluationSeconds(program, loaded))
  const perSecond = (seconds: number) => ({ value: loaded.set.subjectCount / seconds, unit: 'subjects/s' })
  const least = { bench: `${group}/evaluate-alone`, ...perSecond(Math.min(...alone)) }
  yield atLeast(least, 'fixed', SUBJECTS_PER_SECOND)
  yield yardstick({ bench: `${group}/evaluate-alone-median`, ...perSecond(middleOf(alone)) })
  const oneSubject = { bench: `${group}/one-subject-to-many`, value: costOfOne(program, loaded), unit: '×' }
  yield atMost(oneSubject, `${CONVICTIONS} convictions of as many subjects`, SHARE_OF_ONE)
  yield atMost({ bench: `${group}/explain`, value: explainMs(program, loaded), unit: 'ms' }, 'fixed', EXPLAIN_MS)

  const variant = { id: other, label: other, options: ruleset.presets[other]?.options }
  const run = { ruleset, county, asOf, now: asOf }
  const whatIf = medianOf(RUNS, () => evaluateOptions(run, [loaded], variant).seconds)
  yield atMost(
    { bench: `${group}/what-if`, value: whatIf, unit: 's' },
    `${WHAT_IF_SECONDS} s for the people of ${WHAT_IF_ROWS.toLocaleString('en-US')} rows`,
    (WHAT_IF_SECONDS * rows) / WHAT_IF_ROWS,
  )
}

/** Everybody, made anew: what was worked out about a subject may be kept with it. */
function subjectsOf({ set }: LoadedSet, count = set.subjectCount): Subject[] {
  const subjects: Subject[] = []
  set.forEach((subject) => subjects.push(subject), 0, count)
  return subjects
}

/** Evaluates everybody, some people at a time and soon after they were made, as files are evaluated; making them is not timed. */
function evaluationSeconds(program: Program, { set }: LoadedSet): number {
  let seconds = 0
  for (let from = 0; from < set.subjectCount; from += PEOPLE_AT_A_TIME) {
    const subjects: Subject[] = []
    set.forEach((subject) => subjects.push(subject), from, Math.min(from + PEOPLE_AT_A_TIME, set.subjectCount))
    seconds += secondsOf(() => {
      for (const subject of subjects) program.evaluate(subject)
    })
  }
  return seconds
}

/** Evaluates subjects, counts them and makes the cells of their convictions. */
function evaluateWhole({ program, now }: { program: Program; now: string }, subjects: readonly Subject[]): void {
  const { ruleset, environment } = program
  const state: unknown = ruleset.summary.empty()
  for (const subject of subjects) {
    const evaluated = program.evaluate(subject)
    ruleset.summary.add(state, evaluated, { ...environment, now })
    evaluated.determinations.forEach((determination, i) => {
      if (determination !== undefined) ruleset.results.cells(evaluated, i, [], environment)
    })
  }
}

/** What a conviction costs in one subject with many, as a multiple of its cost in a subject of its own. */
function costOfOne(program: Program, loaded: LoadedSet): number {
  const person = subjectsOf(loaded, 1)[0]
  const found = subjectsOf(loaded).flatMap(({ charges }) => charges)
  if (person === undefined || found.length === 0) return NaN
  const charges = (): Charge[] =>
    Array.from({ length: CONVICTIONS }, (_, row) => {
      // Safe: there is a charge, and the index is within them.
      const charge = found[row % found.length] as Charge
      return { ...charge, id: `0:${row}`, caseId: String(row), row }
    })
  const run = { program, now: program.environment.asOf }
  const seconds = (of: () => Subject[]): number =>
    medianOf(ONE_SUBJECT_RUNS, () => {
      const subjects = of()
      return secondsOf(() => evaluateWhole(run, subjects))
    })
  const many = seconds(() => charges().map((charge) => ({ ...person, charges: [charge] })))
  return seconds(() => [{ ...person, charges: charges() }]) / many
}

function explainMs(program: Program, loaded: LoadedSet): number {
  const subjects = subjectsOf(loaded, EXPLAINED)
  return medianOf(RUNS, () => {
    const seconds = secondsOf(() => {
      for (const subject of subjects) for (let i = 0; i < subject.charges.length; i++) program.explain(subject, i)
    })
    return (seconds * 1000) / subjects.length
  })
}
