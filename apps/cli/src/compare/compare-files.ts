import type { Program } from '@cmr/engine'
import { displayText, type SetAsideRow } from '@cmr/intake'
import type { Comparison, Evaluated } from '@cmr/jurisdiction'
import type { Charge } from '@cmr/record'
import type { PeopleReader } from '../record-set/people-reader.ts'
import { type SetReading, type SetSource, withPeople } from '../record-set/with-people.ts'
import type { AnswersByLine } from './answers-by-line.ts'
import { answerBefore } from './answer-before.ts'
import { type ComparisonCounts, DifferenceTally, type ReportedCause } from './difference-tally.ts'
import type { DifferencesFile } from './differences-file.ts'

/** A ruleset with its options, and how it reads the files. */
export interface ComparedSide {
  readonly program: Program
  readonly source: SetSource
}

/** What is compared. */
export interface CompareRequest {
  readonly comparison: Comparison
  readonly before: ComparedSide
  readonly after: ComparedSide
}

/** What became of a file as today's ruleset reads it. */
export interface ComparedFile {
  readonly file: string
  readonly rows: number
  readonly setAside: number
}

const SET_ASIDE: ReportedCause = {
  id: 'set-aside',
  kind: 'record',
  label: 'The row cannot be used: it is malformed or names nobody. It is set aside with its reason.',
  citations: [],
}
const REPEATED: ReportedCause = {
  id: 'repeated',
  kind: 'record',
  label: 'The same conviction stands in another row or file too. It is one conviction and counts once.',
  citations: [],
}

/**
 * Compares the answers of two rulesets, conviction by conviction, and writes each difference with the first cause that
 * applies. Every answer of either ruleset is compared; memory grows with the lines by four bytes each. Throws
 * `FileRefused`.
 */
export async function compareFiles(
  { comparison, before, after }: CompareRequest,
  reading: SetReading,
  differences: DifferencesFile,
): Promise<ComparisonCounts & { readonly files: readonly ComparedFile[] }> {
  const answers = await answerBefore(before.program, before.source, reading)
  return withPeople(after.source, reading, async (people) => {
    const comparing = new Comparing(comparison, before.program, after, answers, differences)
    const counts = await comparing.compare(people)
    const files = people.joined.map(({ ledger: { loadedRows: rows, setAsideRows: setAside } }, i) => ({
      ...{ file: after.source.paths[i] ?? '', rows, setAside },
    }))
    return { files, ...counts }
  })
}

class Comparing {
  private readonly tally: DifferenceTally
  private readonly runs

  constructor(
    private readonly comparison: Comparison,
    before: Program,
    private readonly after: ComparedSide,
    private readonly answers: AnswersByLine,
    private readonly differences: DifferencesFile,
  ) {
    this.tally = new DifferenceTally([...comparison.causes, REPEATED, SET_ASIDE])
    this.runs = { beforeRun: before.environment, afterRun: after.program.environment }
  }

  async compare(people: PeopleReader): Promise<ComparisonCounts> {
    const { program, source } = this.after
    await people.visit(
      (entries) => this.comparePerson(program.evaluate(source.format.assemble(entries, source.gathers))),
      async () => this.differences.flush(),
    )
    this.compareLeft(people.joined.map(({ setAside }) => setAside))
    return this.tally.report()
  }

  private comparePerson({ subject, determinations }: Evaluated): void {
    const { comparison, tally } = this
    tally.addPerson()
    subject.charges.forEach((charge, index) => {
      const before = this.answers.take(charge.file, charge.line)
      const after = determinations[index]
      if (before === undefined && after === undefined) return
      const then = comparison.beforeAnswer(before)
      const now = comparison.afterAnswer(after)
      if (then === now) return tally.addSame(now)
      const compared = { subject, index, before, after, ...this.runs }
      const cause = comparison.causes.find((candidate) => candidate.applies(compared))
      if (cause === undefined) throw new RangeError('no cause applies, though the last must')
      tally.addDifference(then, now, cause)
      this.write(charge.file, charge.line, caseNumberOf(charge), then, now, cause)
    })
  }

  /** Answers before that stand on rows which carry no conviction after. */
  private compareLeft(setAside: readonly (readonly SetAsideRow[])[]): void {
    const { comparison, tally } = this
    const lines = setAside.map((rows) => new Set(rows.map(({ line }) => line)))
    for (const { file, line, answer } of this.answers.left()) {
      const then = comparison.beforeAnswer(answer)
      const now = comparison.afterAnswer(undefined)
      const cause = lines[file]?.has(line) === true ? SET_ASIDE : REPEATED
      if (then === now) tally.addSame(now, false)
      else {
        tally.addDifference(then, now, cause, false)
        this.write(file, line, '', then, now, cause)
      }
    }
  }

  private write(file: number, line: number, number: string, before: string, after: string, cause: ReportedCause): void {
    const path = this.after.source.paths[file] ?? ''
    this.differences.add({ file: path, line, caseNumber: number, before, after, cause })
  }
}

function caseNumberOf({ given: { caseNumber } }: Charge): string {
  return typeof caseNumber === 'string' ? displayText(caseNumber) : ''
}
