import { useFetcher, useParams, useRevalidator, useSearchParams } from '@remix-run/react'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import type { UploadItem } from '../../uploads/upload-item.ts'
import { UploadQueue } from '../../uploads/upload-queue.ts'
import type { UploadTarget } from '../../uploads/upload-queue.ts'

interface KnownBatch {
  readonly id: string
  readonly files: readonly {
    readonly fileId: string
    readonly name: string
    readonly size: number
    readonly stored: boolean
  }[]
}

const NOTHING: readonly UploadItem[] = []
const nothing = () => NOTHING

/**
 * Sends chosen files into a batch. The batch is opened when the first file is chosen, and its id goes into the
 * address, so that a reload finds it again.
 */
export function useBatchUploads(batch: KnownBatch | null) {
  const { tenant = '' } = useParams()
  const [queue] = useState(() => new UploadQueue())
  // Chosen before the batch was there.
  const early = useRef<File[]>([])
  const [, setSearch] = useSearchParams()
  const { revalidate } = useRevalidator()
  const opening = useFetcher<{ id: string }>()
  const removal = useFetcher()
  const items = useSyncExternalStore(queue.subscribe, queue.items, nothing)
  const arrived = items.filter(({ state }) => state === 'done').length

  useEffect(() => () => queue.dispose(), [queue])
  useEffect(() => {
    if (arrived > 0) revalidate()
  }, [arrived, revalidate])

  const openedId = opening.data?.id
  useEffect(() => {
    if (openedId !== undefined && batch === null)
      setSearch({ batch: openedId }, { replace: true, preventScrollReset: true })
  }, [openedId, batch, setSearch])
  const target = useCallback(
    ({ id, files }: KnownBatch): UploadTarget => ({
      batchId: id,
      endpoint: `/${tenant}/uploads`,
      finishAddress: `/${tenant}/files/finish`,
      unfinished: files.filter(({ stored }) => !stored),
    }),
    [tenant],
  )
  useEffect(() => {
    if (batch !== null) queue.add(early.current.splice(0), target(batch))
  }, [batch, queue, target])

  return {
    items,
    opening: opening.state !== 'idle',
    choose(files: readonly File[]) {
      if (files.length === 0) return
      if (batch !== null) return queue.add(files, target(batch))
      early.current.push(...files)
      if (opening.state === 'idle') opening.submit(null, { method: 'post' })
    },
    pause: (key: string) => queue.pause(key),
    resume: (key: string) => queue.resume(key),
    cancel(key: string) {
      const fileId = queue.cancel(key)
      if (fileId === undefined || batch === null) return
      removal.submit({ fileId, batch: batch.id }, { method: 'post', action: `/${tenant}/files/remove` })
    },
  }
}
