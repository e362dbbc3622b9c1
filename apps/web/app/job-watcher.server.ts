/** Tells pages that a job's stored progress changed; one listening connection of the process serves all of them. */
export interface JobWatcher {
  /** Calls `changed` after each announced change of the job. Returns how to stop. */
  subscribe(jobId: string, changed: () => void): () => void
}

/** Fans one stream of job ids out to whoever follows that job; an empty id means "look again", for everybody. */
export class JobFanOut implements JobWatcher {
  readonly #followers = new Map<string, Set<() => void>>()

  readonly announce = (jobId: string): void => {
    const told = jobId === '' ? [...this.#followers.values()] : [this.#followers.get(jobId) ?? new Set<() => void>()]
    for (const followers of told) for (const changed of followers) changed()
  }

  subscribe(jobId: string, changed: () => void): () => void {
    const followers = this.#followers.get(jobId) ?? new Set()
    this.#followers.set(jobId, followers.add(changed))
    return () => {
      followers.delete(changed)
      if (followers.size === 0) this.#followers.delete(jobId)
    }
  }
}
