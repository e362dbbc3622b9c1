import { useFetcher, useParams, useRevalidator, useSearchParams } from '@remix-run/react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import type { UploadItem } from '../../uploads/upload-item.ts'
import { UploadQueue } from '../../uploads/upload-queue.ts'

interface KnownBatch {
  readonly id: string
  readonly files: readonly { readonly fileId: string; readonly name: string; readonly size: number; readonly stored: boolean }[]
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
  const [chosen, setChosen] = useState<readonly File[]>([])
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
    if (openedId !== undefined && batch === null) setSearch({ batch: openedId }, { replace: true, preventScrollReset: true })
  }, [openedId, batch, setSearch])
  useEffect(() => {
    if (batch === null || chosen.length === 0) return
    queue.add(chosen, {
      batchId: batch.id,
      endpoint: `/${tenant}/uploads`,
      finishAddress: `/${tenant}/files/finish`,
      unfinished: batch.files.filter(({ stored }) => !stored),
    })
    setChosen([])
  }, [batch, chosen, queue, tenant])

  return {
    items,
    opening: chosen.length > 0,
    choose(files: readonly File[]) {
      if (files.length === 0) return
      setChosen([...chosen, ...files])
      if (batch === null && opening.state === 'idle') opening.submit(null, { method: 'post' })
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
