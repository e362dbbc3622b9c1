import { basename } from 'node:path'
import type { Output } from './terminal.ts'

/** What is being done, to which file. */
export interface Stage {
  readonly name: 'indexing' | 'checking' | 'evaluating' | 'writing'
  readonly file: string
  /** Which of how many files, when there are several. */
  readonly position?: { readonly index: number; readonly of: number }
  /** Known only once the file was read; never guessed. */
  readonly totalRows?: number
  readonly totalBytes?: number
}

/** How far a stage has come, counted from its beginning. */
export interface Done {
  readonly rows?: number
  readonly bytes?: number
}

const TERMINAL_INTERVAL_MS = 100
const LINES_INTERVAL_MS = 1000
const CLEAR_LINE = '\r\x1b[K'

interface Pace {
  readonly perSecond: number
  readonly secondsLeft: number | undefined
}

function paceOf(done: number, total: number | undefined, seconds: number): Pace {
  const perSecond = seconds > 0 ? done / seconds : 0
  return { perSecond, secondsLeft: total === undefined || perSecond === 0 ? undefined : (total - done) / perSecond }
}

/**
 * Tells how far the work has come: on a terminal one line, rewritten at most ten times a second; otherwise JSON
 * lines, at most one a second.
 */
export class Progress {
  private stage: Stage | undefined
  private begunAt = 0
  private shownAt = 0

  constructor(private readonly output: Output) {}

  /** Begins a stage; the one before is over. */
  begin(stage: Stage): void {
    this.end()
    this.stage = stage
    this.begunAt = performance.now()
    this.shownAt = this.output.isTTY === true ? 0 : this.begunAt
  }

  update(done: Done): void {
    const { stage } = this
    const now = performance.now()
    const interval = this.output.isTTY === true ? TERMINAL_INTERVAL_MS : LINES_INTERVAL_MS
    if (stage === undefined || now - this.shownAt < interval) return
    this.shownAt = now
    const seconds = (now - this.begunAt) / 1000
    const pace =
      stage.totalRows === undefined
        ? paceOf(done.bytes ?? 0, stage.totalBytes, seconds)
        : paceOf(done.rows ?? 0, stage.totalRows, seconds)
    if (this.output.isTTY === true) this.output.write(CLEAR_LINE + this.sentence(stage, done, pace, seconds))
    else this.output.write(JSON.stringify(this.record(stage, done, pace, seconds)) + '\n')
  }

  /** Ends the current stage and leaves the terminal line empty. */
  end(): void {
    if (this.stage !== undefined && this.output.isTTY === true) this.output.write(CLEAR_LINE)
    this.stage = undefined
  }

  private sentence(stage: Stage, done: Done, { perSecond, secondsLeft }: Pace, seconds: number): string {
    const position = stage.position === undefined ? '' : ` (file ${stage.position.index} of ${stage.position.of})`
    const parts = [`${stage.name} ${basename(stage.file)}${position}`]
    if (done.rows !== undefined) {
      const total = stage.totalRows === undefined ? '' : ` of ${count(stage.totalRows)}`
      parts.push(`${count(done.rows)}${total} rows`, `${count(done.rows / seconds)} rows/s`)
    } else parts.push(`${count((done.bytes ?? 0) / 1e6)} MB`, `${count(perSecond / 1e6)} MB/s`)
    if (secondsLeft !== undefined) parts.push(`${count(secondsLeft)} s left`)
    return parts.join(', ').slice(0, (this.output.columns ?? 80) - 1)
  }

  private record(stage: Stage, done: Done, { secondsLeft }: Pace, seconds: number): Record<string, unknown> {
    return {
      progress: stage.name,
      file: stage.file,
      ...(stage.position === undefined ? {} : { fileNumber: stage.position.index, files: stage.position.of }),
      ...(done.rows === undefined ? {} : { rows: done.rows, rowsPerSecond: Math.round(done.rows / seconds) }),
      ...(stage.totalRows === undefined ? {} : { totalRows: stage.totalRows }),
      ...(done.bytes === undefined ? {} : { bytes: done.bytes }),
      ...(stage.totalBytes === undefined ? {} : { totalBytes: stage.totalBytes }),
      ...(secondsLeft === undefined ? {} : { secondsLeft: Math.round(secondsLeft) }),
    }
  }
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US')
}
