import { invariant } from '@cmr/errors'
import { Worker } from 'node:worker_threads'
import type { FoundRange } from './found-range.ts'
import type { EvaluateTask, IndexedRange, IndexTask, Lane } from './lane.ts'
import type { Tally } from './run-tally.ts'
import type { SetFileSpec } from './set-file.ts'
import { received, type SentError, type ThreadAnswer, type ThreadCall, type ThreadStart } from './thread-messages.ts'

type CallWithoutId = ThreadCall extends infer C ? (C extends ThreadCall ? Omit<C, 'id'> : never) : never

type SentRange = Omit<IndexedRange, 'found'> & { readonly found: FoundRange | SentError }

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** A lane in a thread of its own. */
export class ThreadLane implements Lane {
  private readonly worker: Worker
  private readonly waiting = new Map<number, Waiting>()
  private calls = 0
  private failure: Error | undefined

  constructor(start: ThreadStart) {
    this.worker = new Worker(new URL('./evaluate-thread.mjs', import.meta.url), { workerData: start })
    this.worker.on('message', (answer: ThreadAnswer) => this.settle(answer))
    this.worker.on('error', (error) => this.fail(error instanceof Error ? error : new Error('the thread failed')))
    this.worker.on('exit', () => this.fail(new Error('the thread ended early')))
  }

  async open(files: readonly SetFileSpec[]): Promise<void> {
    await this.call({ method: 'open', args: [files] })
  }

  async index(task: IndexTask): Promise<IndexedRange[]> {
    // Safe: the thread answers with what the same method of its own lane returned, errors made sendable.
    const ranges = (await this.call({ method: 'index', args: [task] })) as SentRange[]
    return ranges.map(({ found, ...range }) => ({ ...range, found: 'message' in found ? received(found) : found }))
  }

  async evaluate(task: EvaluateTask): Promise<Tally> {
    // Safe: as for `index`.
    return (await this.call({ method: 'evaluate', args: [task] })) as Tally
  }

  async close(): Promise<void> {
    await this.call({ method: 'close', args: [] })
  }

  async end(): Promise<void> {
    await this.worker.terminate()
  }

  private async call(message: CallWithoutId): Promise<unknown> {
    if (this.failure !== undefined) throw this.failure
    const id = this.calls++
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      this.worker.postMessage({ ...message, id })
    })
  }

  private settle(answer: ThreadAnswer): void {
    const waiting = this.waiting.get(answer.id)
    invariant(waiting !== undefined, 'a thread answered a call that was not made')
    this.waiting.delete(answer.id)
    if ('error' in answer) waiting.reject(received(answer.error))
    else waiting.resolve(answer.value)
  }

  private fail(error: Error): void {
    this.failure ??= error
    for (const { reject } of this.waiting.values()) reject(this.failure)
    this.waiting.clear()
  }
}
