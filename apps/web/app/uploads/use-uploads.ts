import { useEffect, useReducer, useRef } from 'react'
import type { Upload } from 'tus-js-client'
import { finishFile } from './finish-file.ts'
import { hashFile } from './hash-file.ts'
import { sendFile } from './send-file.ts'
import { addSample } from './transfer-rate.ts'
import type { UploadItem } from './upload-item.ts'

type Change = { readonly add: readonly UploadItem[] } | { readonly key: string; readonly set: Partial<UploadItem> } | { readonly drop: string }

export function changeUploads(items: readonly UploadItem[], change: Change): readonly UploadItem[] {
  if ('add' in change) return [...items, ...change.add]
  if ('drop' in change) return items.filter(({ key }) => key !== change.drop)
  return items.map((item) => (item.key === change.key ? { ...item, ...change.set } : item))
}

interface Running {
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

/** The files being sent from this page, one at a time, in the order they were chosen. */
export function useUploads(onFinished: () => void) {
  const [items, change] = useReducer(changeUploads, [])
  const running = useRef(new Map<string, Running>())
  const finished = useRef(onFinished)
  finished.current = onFinished

  const set = (key: string, part: Partial<UploadItem>) => change({ key, set: part })
  const progress = (key: string, sent: number) => {
    samples.current.set(key, addSample(samples.current.get(key) ?? [], { at: performance.now(), sent }))
    set(key, { sent, samples: samples.current.get(key) ?? [] })
  }
  const samples = useRef(new Map<string, UploadItem['samples']>())

  const check = async (key: string, fileId: string, target: UploadTarget) => {
    const work = running.current.get(key)
    if (work === undefined) return
    set(key, { state: 'checking', sent: work.file.size })
    try {
      const sha256 = await work.hash
      await finishFile(target.finishAddress, fileId, sha256, work.stop.signal)
      set(key, { state: 'done', sha256 })
      finished.current()
    } catch (error) {
      if (!work.stop.signal.aborted) set(key, { state: 'failed', problem: error instanceof Error ? error.message : '' })
    }
  }

  const add = (files: readonly File[], target: UploadTarget) => {
    const unfinished = [...target.unfinished]
    const added = files.map((file): UploadItem => {
      const key = crypto.randomUUID()
      const index = unfinished.findIndex(({ name, size }) => name === file.name && size === file.size)
      const known = index < 0 ? undefined : unfinished.splice(index, 1)[0]
      const stop = new AbortController()
      const hash = hashFile(file, stop.signal)
      hash.catch(() => undefined)
      const upload = sendFile(file, {
        endpoint: target.endpoint,
        batchId: target.batchId,
        fileId: known?.fileId,
        onProgress: (sent) => progress(key, sent),
        onDone: (fileId) => void check(key, fileId, target),
        onProblem: (problem) => set(key, { state: 'failed', problem }),
      })
      running.current.set(key, { file, upload, hash, stop })
      return { key, name: file.name, size: file.size, state: 'waiting', sent: 0, samples: [] }
    })
    change({ add: added })
  }

  const pause = (key: string) => {
    void running.current.get(key)?.upload.abort()
    samples.current.delete(key)
    set(key, { state: 'paused', samples: [] })
  }
  const resume = (key: string) => set(key, { state: 'waiting' })
  /** Stops sending and forgets the file here; returns the server's id of it, if it had begun. */
  const cancel = (key: string): string | undefined => {
    const work = running.current.get(key)
    void work?.upload.abort()
    work?.stop.abort()
    running.current.delete(key)
    change({ drop: key })
    return work?.upload.url?.split('/').at(-1)
  }

  // One transfer at a time: the next begins when none is under way.
  useEffect(() => {
    if (items.some(({ state }) => state === 'sending')) return
    const next = items.find(({ state }) => state === 'waiting')
    if (next === undefined) return
    change({ key: next.key, set: { state: 'sending' } })
    running.current.get(next.key)?.upload.start()
  }, [items])

  useEffect(() => {
    const works = running.current
    return () => works.forEach(({ upload, stop }) => (void upload.abort(), stop.abort()))
  }, [])

  return { items, add, pause, resume, cancel }
}
