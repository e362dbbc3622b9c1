import { invariant } from '@cmr/errors'
import { Worker } from 'node:worker_threads'
import type { IndexColumns } from './file-index.ts'
import type { Lane, PieceResult, PieceTask } from './lane.ts'
import { received, type ThreadAnswer, type ThreadCall, type ThreadStart } from './thread-messages.ts'

type CallWithoutId = ThreadCall extends infer C ? (C extends ThreadCall ? Omit<C, 'id'> : never) : never

interface Waiting {
  resolve(value: unknown): void
  reject(error: Error): void
}

/** A lane in a thread of its own. Buffers of results are moved, not copied. */
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

  async open(path: string, index: IndexColumns): Promise<void> {
    await this.call({ method: 'open', args: [path, index] })
  }

  async run(task: PieceTask): Promise<PieceResult> {
    // Safe: the thread answers with what the same method of its own lane returned.
    return (await this.call({ method: 'run', args: [task] })) as PieceResult
  }

  async close(): Promise<unknown> {
    return this.call({ method: 'close', args: [] })
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
