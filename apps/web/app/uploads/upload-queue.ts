import type { Upload } from 'tus-js-client'
import { finishFile } from './finish-file.ts'
import { hashFile } from './hash-file.ts'
import { sendFile } from './send-file.ts'
import { addSample } from './transfer-rate.ts'
import type { UploadItem } from './upload-item.ts'

interface Work {
  readonly file: File
  readonly upload: Upload
  readonly hash: Promise<string>
  readonly stop: AbortController
}

export interface UploadTarget {
  readonly batchId: string
  readonly endpoint: string
  readonly finishAddress: string
  /** Uploads of this batch that began earlier, to go on with when the same file is chosen again. */
  readonly unfinished: readonly { readonly fileId: string; readonly name: string; readonly size: number }[]
}

/** The files being sent from one page, one at a time, in the order they were chosen. */
export class UploadQueue {
  readonly #works = new Map<string, Work>()
  readonly #listeners = new Set<() => void>()
  #items: readonly UploadItem[] = []

  readonly items = () => this.#items

  readonly subscribe = (listener: () => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  add(files: readonly File[], target: UploadTarget): void {
    if (files.length === 0) return
    const unfinished = [...target.unfinished]
    const added = files.map((file): UploadItem => {
      const index = unfinished.findIndex(({ name, size }) => name === file.name && size === file.size)
      const known = index < 0 ? undefined : unfinished.splice(index, 1)[0]
      return this.#take(file, target, known?.fileId)
    })
    this.#change([...this.#items, ...added])
  }

  pause(key: string): void {
    void this.#works.get(key)?.upload.abort()
    this.#set(key, { state: 'paused', samples: [] })
  }

  resume(key: string): void {
    this.#set(key, { state: 'waiting' })
  }

  /** Stops sending and forgets the file here; returns the server's id of it, if it had begun. */
  cancel(key: string): string | undefined {
    const work = this.#works.get(key)
    void work?.upload.abort()
    work?.stop.abort()
    this.#works.delete(key)
    this.#change(this.#items.filter((item) => item.key !== key))
    return work?.upload.url?.split('/').at(-1)
  }

  /** Stops everything under way. */
  dispose(): void {
    for (const { upload, stop } of this.#works.values()) {
      void upload.abort()
      stop.abort()
    }
  }

  #take(file: File, target: UploadTarget, fileId: string | undefined): UploadItem {
    const key = crypto.randomUUID()
    const stop = new AbortController()
    const hash = hashFile(file, stop.signal)
    // Looked at when the bytes have arrived; a failure before that is not lost.
    hash.catch(() => undefined)
    const upload = sendFile(file, {
      endpoint: target.endpoint,
      batchId: target.batchId,
      fileId,
      onProgress: (sent) => this.#progress(key, sent),
      onDone: (stored) => void this.#check(key, stored, target),
      onProblem: (problem) => this.#set(key, { state: 'failed', problem }),
    })
    this.#works.set(key, { file, upload, hash, stop })
    return { key, name: file.name, size: file.size, state: 'waiting', sent: 0, samples: [] }
  }

  #progress(key: string, sent: number): void {
    const samples = this.#items.find((item) => item.key === key)?.samples ?? []
    this.#set(key, { sent, samples: addSample(samples, { at: performance.now(), sent }) })
  }

  /** Compares what this computer and the server make of the bytes, and seals the file. */
  async #check(key: string, fileId: string, target: UploadTarget): Promise<void> {
    const work = this.#works.get(key)
    if (work === undefined) return
    this.#set(key, { state: 'checking', sent: work.file.size })
    try {
      const sha256 = await work.hash
      await finishFile(target.finishAddress, fileId, sha256, work.stop.signal)
      this.#set(key, { state: 'done', sha256 })
    } catch (error) {
      if (work.stop.signal.aborted) return
      this.#set(key, { state: 'failed', problem: error instanceof Error ? error.message : '' })
    }
  }

  #set(key: string, part: Partial<UploadItem>): void {
    this.#change(this.#items.map((item) => (item.key === key ? { ...item, ...part } : item)))
  }

  /** Tells the page and, when nothing is being sent, begins the next file. */
  #change(items: readonly UploadItem[]): void {
    this.#items = items
    const next = items.some(({ state }) => state === 'sending')
      ? undefined
      : items.find(({ state }) => state === 'waiting')
    if (next !== undefined) {
      this.#items = items.map((item) => (item === next ? { ...item, state: 'sending' } : item))
      this.#works.get(next.key)?.upload.start()
    }
    for (const listener of this.#listeners) listener()
  }
}
