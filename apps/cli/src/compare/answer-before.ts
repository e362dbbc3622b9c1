import type { Program } from '@cmr/engine'
import { FileRefused } from '../evaluate/index-set.ts'
import type { PeopleReader } from '../record-set/people-reader.ts'
import { gatheredPaths, type SetReading, type SetSource, withPeople } from '../record-set/with-people.ts'
import { AnswersByLine } from './answers-by-line.ts'

/**
 * Evaluates files as the earlier ruleset gathers them, and keeps each answer by the line its conviction stands on.
 * Throws `FileRefused`, with the number of the file among all of them.
 */
export async function answerBefore(program: Program, source: SetSource, reading: SetReading): Promise<AnswersByLine> {
  const answers = new AnswersByLine()
  let first = 0
  for (const paths of gatheredPaths(source.gathers, source.paths)) {
    const offset = first
    try {
      await withPeople({ ...source, paths }, reading, async (people) => keep(people, program, source, offset, answers))
    } catch (error) {
      throw error instanceof FileRefused ? new FileRefused(offset + error.file, error.cause) : error
    }
    first += paths.length
  }
  return answers
}

async function keep(
  people: PeopleReader,
  program: Program,
  { format, gathers }: SetSource,
  offset: number,
  answers: AnswersByLine,
): Promise<void> {
  people.joined.forEach(({ ledger }, file) => answers.addFile(offset + file, ledger.lines))
  await people.visit((entries) => {
    const { subject, determinations } = program.evaluate(format.assemble(entries, gathers))
    subject.charges.forEach(({ file, line }, i) => {
      const determination = determinations[i]
      if (determination !== undefined) answers.set(offset + file, line, determination)
    })
  })
}
