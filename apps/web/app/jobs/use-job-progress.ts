import { useEffect, useState } from 'react'
import { isOver, mergeProgress } from './job-progress.ts'
import type { JobProgress } from './job-progress.ts'

const POLL_MILLISECONDS = 5000

/**
 * Follows a job from `first`, which the page was rendered with: by a stream of events, or by asking every five seconds
 * when the stream fails. Neither keeps the session alive. Ends by itself when the job is over.
 */
export function useJobProgress(address: string, first: JobProgress): JobProgress {
  const [news, setNews] = useState({ address, progress: first })
  const shown = news.address === address ? mergeProgress(first, news.progress) : first
  const over = isOver(shown)

  useEffect(() => {
    if (over) return
    const take = (progress: JobProgress) =>
      setNews((before) => ({
        address,
        progress: before.address === address ? mergeProgress(before.progress, progress) : progress,
      }))
    let poll: ReturnType<typeof setInterval> | undefined
    const ask = () => {
      fetch(`${address}/progress`)
        .then(async (response) => (response.ok ? take((await response.json()) as JobProgress) : undefined))
        // The next question comes by itself; a lost connection needs no word here.
        .catch(() => undefined)
    }
    const events = new EventSource(`${address}/events`)
    events.addEventListener('progress', (event: MessageEvent<string>) => take(JSON.parse(event.data) as JobProgress))
    events.onerror = () => {
      if (events.readyState === EventSource.CLOSED) poll ??= setInterval(ask, POLL_MILLISECONDS)
    }
    return () => {
      events.close()
      clearInterval(poll)
    }
  }, [address, over])

  return shown
}
