import {
  addCompared,
  addComparedPerson,
  AnswerComparer,
  type ComparedAnswers,
  type ComparisonCounts,
  emptyDifferences,
  type Program,
  REPEATED_CAUSE,
  reportDifferences,
  reportedCauses,
  SET_ASIDE_CAUSE,
} from '@cmr/engine'
import { displayText, type SetAsideRow } from '@cmr/intake'
import type { Comparison, Evaluated } from '@cmr/jurisdiction'
import type { Charge } from '@cmr/record'
import type { PeopleReader } from '../record-set/people-reader.ts'
import { type SetReading, type SetSource, withPeople } from '../record-set/with-people.ts'
import type { AnswersByLine } from './answers-by-line.ts'
import { answerBefore } from './answer-before.ts'
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
  private readonly counts = emptyDifferences()
  private readonly comparer: AnswerComparer

  constructor(
    private readonly comparison: Comparison,
    before: Program,
    private readonly after: ComparedSide,
    private readonly answers: AnswersByLine,
    private readonly differences: DifferencesFile,
  ) {
    const runs = { beforeRun: before.environment, afterRun: after.program.environment }
    this.comparer = new AnswerComparer(comparison, runs)
  }

  async compare(people: PeopleReader): Promise<ComparisonCounts> {
    const { program, source } = this.after
    await people.visit(
      (entries) => this.comparePerson(program.evaluate(source.format.assemble(entries, source.gathers))),
      async () => this.differences.flush(),
    )
    this.compareLeft(people.joined.map(({ setAside }) => setAside))
    return reportDifferences(this.counts, reportedCauses(this.comparison))
  }

  private comparePerson(evaluated: Evaluated): void {
    const convictions = this.comparer.comparePerson(evaluated, ({ file, line }) => this.answers.take(file, line))
    addComparedPerson(this.counts, convictions)
    for (const conviction of convictions) {
      const { charge } = conviction
      this.write(charge.file, charge.line, caseNumberOf(charge), conviction)
    }
  }

  /** Answers before that stand on rows which carry no conviction after. */
  private compareLeft(setAside: readonly (readonly SetAsideRow[])[]): void {
    const lines = setAside.map((rows) => new Set(rows.map(({ line }) => line)))
    for (const { file, line, answer } of this.answers.left()) {
      const cause = lines[file]?.has(line) === true ? SET_ASIDE_CAUSE : REPEATED_CAUSE
      const conviction = this.comparer.compareLeft(answer, cause)
      addCompared(this.counts, conviction)
      this.write(file, line, '', conviction)
    }
  }

  private write(file: number, line: number, caseNumber: string, { before, after, cause }: ComparedAnswers): void {
    if (cause === undefined) return
    const path = this.after.source.paths[file] ?? ''
    this.differences.add({ file: path, line, caseNumber, before, after, cause })
  }
}

function caseNumberOf({ given: { caseNumber } }: Charge): string {
  return typeof caseNumber === 'string' ? displayText(caseNumber) : ''
}
