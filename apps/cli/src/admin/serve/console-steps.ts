/** Prints what is being done: a line that is rewritten on a terminal, one line a step elsewhere. */
export class ConsoleSteps {
  private step = ''
  private shown = ''

  constructor(private readonly out: NodeJS.WriteStream) {}

  /** Begins a step. */
  begin(step: string): void {
    this.step = step
    this.shown = ''
    if (this.out.isTTY) this.draw(step)
    else this.out.write(`${step}…\n`)
  }

  /** Says how far the running step is; shown on a terminal only. */
  update(detail: string): void {
    if (this.out.isTTY) this.draw(`${this.step}: ${detail}`)
  }

  /** Ends the running step. */
  done(): void {
    if (!this.out.isTTY) return
    this.draw(`${this.step} ✓`)
    this.out.write('\n')
    this.shown = ''
  }

  private draw(line: string): void {
    const fitted = line.slice(0, (this.out.columns || 80) - 1)
    this.out.write('\r' + fitted + ' '.repeat(Math.max(0, this.shown.length - fitted.length)))
    this.shown = fitted
  }
}
