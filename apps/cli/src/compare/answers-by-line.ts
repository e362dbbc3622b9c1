import type { Determination } from '@cmr/jurisdiction'

/** Answers by the file and the physical line their convictions stand on: four bytes a line, and each answer once. */
export class AnswersByLine {
  private readonly answers: Determination[] = []
  private readonly numbers = new Map<Determination, number>()
  private readonly files: Int32Array[] = []

  /** Makes room for a file of that many lines. */
  addFile(file: number, lines: number): void {
    this.files[file] = new Int32Array(lines + 1)
  }

  set(file: number, line: number, answer: Determination): void {
    let number = this.numbers.get(answer)
    if (number === undefined) this.numbers.set(answer, (number = this.answers.push(answer)))
    const lines = this.files[file]
    if (lines === undefined || line >= lines.length) throw new RangeError('no such line')
    lines[line] = number
  }

  /** The answer on a line, which is forgotten; undefined where there is none. */
  take(file: number, line: number): Determination | undefined {
    const lines = this.files[file]
    const number = lines?.[line] ?? 0
    if (lines !== undefined && number > 0) lines[line] = 0
    return this.answers[number - 1]
  }

  /** Answers that were not taken, in the order of files and lines. */
  *left(): Generator<{ readonly file: number; readonly line: number; readonly answer: Determination }> {
    for (const [file, lines] of this.files.entries()) {
      for (let line = 0; line < lines.length; line++) {
        const answer = this.answers[(lines[line] ?? 0) - 1]
        if (answer !== undefined) yield { file, line, answer }
      }
    }
  }
}
