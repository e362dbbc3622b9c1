import postgres, { type Sql } from 'postgres'
import { toDatabaseError } from './database-error.ts'

type Handler = (payload: string) => void

const RETRY_MS = 500

/** One connection that hears notifications and comes back by itself after a loss. */
export class Listener {
  readonly #url: string
  readonly #name: string
  readonly #handlers = new Map<string, Set<Handler>>()
  #sql: Sql | undefined
  #retry: NodeJS.Timeout | undefined
  #closed = false

  constructor(url: string, name: string) {
    this.#url = url
    this.#name = name
  }

  /** Resolves once the server has acknowledged. */
  async add(channel: string, handler: Handler): Promise<() => Promise<void>> {
    const handlers = this.#handlers.get(channel) ?? new Set()
    this.#handlers.set(channel, handlers.add(handler))
    try {
      await this.#execute('listen', channel)
    } catch (error) {
      handlers.delete(handler)
      throw toDatabaseError(error)
    }
    return () => this.#remove(channel, handler)
  }

  async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    await this.#sql?.end({ timeout: 0 })
  }

  async #remove(channel: string, handler: Handler): Promise<void> {
    const handlers = this.#handlers.get(channel)
    if (handlers?.delete(handler) !== true || handlers.size > 0) return
    this.#handlers.delete(channel)
    // A lost connection hears nothing any more, which is what was asked for.
    if (!this.#closed) await this.#execute('unlisten', channel).catch(() => {})
  }

  async #execute(verb: 'listen' | 'unlisten', channel: string): Promise<void> {
    this.#sql ??= this.#connect()
    await this.#sql.unsafe(`${verb} "${channel.replaceAll('"', '""')}"`)
  }

  #connect(): Sql {
    const options = {
      max: 1,
      max_lifetime: null,
      fetch_types: false,
      connection: { application_name: this.#name },
      onnotice: () => {},
      onnotify: (channel: string, payload: string) => this.#deliver(channel, payload),
      onclose: () => this.#restore(),
    }
    // The driver's own `listen` gives up after one failed attempt to come back; its option `onnotify` is untyped.
    return postgres(this.#url, options)
  }

  #deliver(channel: string, payload: string): void {
    for (const handler of this.#handlers.get(channel) ?? []) handler(payload)
  }

  #restore(): void {
    if (this.#closed || this.#retry !== undefined || this.#handlers.size === 0) return
    this.#retry = setTimeout(() => {
      this.#retry = undefined
      this.#listenAgain().catch(() => this.#restore())
    }, RETRY_MS)
  }

  async #listenAgain(): Promise<void> {
    for (const channel of this.#handlers.keys()) {
      await this.#execute('listen', channel)
      this.#deliver(channel, '')
    }
  }
}
