import type { Stream } from 'node:stream'
import type { Sql } from 'postgres'

/** The driver's query as it really is: what the guard holds on to (postgres.js 3.4.9). */
interface DriverQuery extends Promise<unknown> {
  handler: ((query: DriverQuery) => void) & { debug?: unknown }
  reject: (error: unknown) => void
  cursorFn: ((rows: unknown) => unknown) | undefined
  cursor: (rows?: unknown, fn?: unknown) => unknown
  cancel: () => void
  readable: () => Promise<Stream>
  writable: () => Promise<Stream>
}

// Safe: the driver's handle is called, indexed and proxied here in ways its types do not describe.
type Handle = any

const PLAIN_METHODS = new Set<PropertyKey>(['json', 'array', 'typed', 'types'])
const LOST_CODES = new Set(['CONNECTION_CLOSED', 'CONNECTION_DESTROYED', 'CONNECTION_ENDED', 'CONNECT_TIMEOUT'])

/** The refusal of a transaction handle whose connection is gone. */
export class DeadTransactionError extends Error {
  override readonly name = 'DeadTransactionError'
  readonly code = 'TX_DEAD'
  constructor() {
    super('The transaction ended because its database connection was lost.')
  }
}

/**
 * Makes a transaction handle die with its connection.
 *
 * In postgres.js a handle is bound to a connection slot. When the backend dies the slot reconnects, and without the
 * guard the old handle would read, write, commit or roll back inside the next transaction on it. With the guard:
 * - a call on the handle, and a query made earlier but run later, is refused with `TX_DEAD`;
 * - a cursor never asks the new connection for more rows, and its loop ends with an error, not as if complete;
 * - a COPY stream that nobody watches does not take the process down;
 * - the driver never sends COMMIT or ROLLBACK for the dead transaction, which also avoids its crash on a closed socket;
 * - `begin` rejects with `TX_DEAD` as soon as the loss is seen.
 */
export function guardTransactions(sql: Sql): Sql {
  const begin: Handle = sql.begin.bind(sql)
  const guarded = (...args: unknown[]): Promise<unknown> => {
    const work = args.pop() as (handle: Handle) => unknown
    const life = new Life()
    const run = (handle: Handle): Promise<unknown> => {
      life.begun = true
      return life.hold(work(guardHandle(handle, life)))
    }
    const settled: Promise<unknown> = begin(...args, run).then(
      (value: unknown) => life.end(value),
      (error: unknown) => {
        const lost = life.begun && isLostCode(error)
        if (lost) life.lose()
        life.end()
        throw lost ? new DeadTransactionError() : error
      },
    )
    return Promise.race([settled, life.death])
  }
  sql.begin = guarded as typeof sql.begin
  return sql
}

/** Whether one transaction's connection is still its own. */
class Life {
  #open = true
  readonly #waiting = new Set<DriverQuery>()
  #die: (error: DeadTransactionError) => void = () => {}
  /** True once the work has the handle: before that nothing is lost by trying again. */
  begun = false
  readonly death = new Promise<never>((_, reject) => (this.#die = reject))

  constructor() {
    this.death.catch(() => {})
  }

  get open(): boolean {
    return this.#open
  }

  check(): void {
    if (!this.#open) throw new DeadTransactionError()
  }

  /** Called with every error of a query: a lost connection ends the transaction at once, before anything can react. */
  observe(error: unknown): void {
    if (isConnectionLoss(error)) this.lose()
  }

  lose(): void {
    if (!this.#open) return
    this.#open = false
    const error = new DeadTransactionError()
    this.#die(error)
    // The driver forgets queries that wait for their turn: nobody else would answer them.
    for (const query of this.#waiting) query.reject(error)
  }

  /** Remembers a query until it is answered. */
  track(query: DriverQuery): void {
    this.#waiting.add(query)
    const forget = (): boolean => this.#waiting.delete(query)
    // The driver's own `then` would send it.
    void Promise.prototype.then.call(query, forget, forget)
  }

  /** Closes the handle for good; gives back what it is given. */
  end<T>(value?: T): T | undefined {
    this.#open = false
    return value
  }

  /** The outcome of `work`, or, when the connection is gone by then, a promise that never settles. */
  hold(work: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      Promise.resolve(Array.isArray(work) ? Promise.all(work) : work).then(
        (value) => this.#open && resolve(value),
        (error: unknown) => this.#open && reject(error),
      )
    })
  }
}

function guardHandle(handle: Handle, life: Life): Handle {
  return new Proxy(handle, {
    apply: (target, self, params) => {
      life.check()
      return guardQuery(Reflect.apply(target, self, params), life)
    },
    get: (target, key, self) => {
      const value = Reflect.get(target, key, self)
      if (typeof value !== 'function') return value
      return (...params: unknown[]) => {
        life.check()
        if (key === 'unsafe') return guardQuery(value(...params), life)
        if (key === 'savepoint') return savepoint(value, params, life)
        if (PLAIN_METHODS.has(key)) return value.apply(target, params)
        throw new TypeError(`"${String(key)}" is not available inside a guarded transaction.`)
      }
    },
  })
}

function savepoint(open: Handle, params: unknown[], life: Life): Promise<unknown> {
  const work = params.pop() as (handle: Handle) => unknown
  const inner = open(...params, (handle: Handle) => life.hold(work(guardHandle(handle, life))))
  return Promise.race([inner, life.death])
}

function guardQuery<T>(value: T, life: Life): T {
  if (!isDriverQuery(value)) return value
  const query: DriverQuery = value

  const run = query.handler
  const handler = (self: DriverQuery): void => {
    if (!life.open) return self.reject(new DeadTransactionError())
    life.track(self)
    run(self)
  }
  query.handler = Object.assign(handler, { debug: run.debug })

  // The driver assigns `reject` and `cursorFn` again for each batch of a cursor, so they are watched as properties.
  const properties: object = query
  let reject = query.reject
  Object.defineProperty(properties, 'reject', {
    set: (next: DriverQuery['reject']) => (reject = next),
    get: () => (error: unknown) => {
      life.observe(error)
      reject(error)
    },
  })
  let cursorFn = query.cursorFn
  Object.defineProperty(properties, 'cursorFn', {
    set: (next: DriverQuery['cursorFn']) => (cursorFn = next),
    get: () => cursorFn && ((rows: unknown) => life.hold(cursorFn?.(rows))),
  })

  const cursor = query.cursor.bind(query)
  query.cursor = (rows, fn) => guardIterable(cursor(rows, fn), life)
  const readable = query.readable.bind(query)
  query.readable = async () => (await readable()).on('error', ignore)
  const writable = query.writable.bind(query)
  query.writable = async () => (await writable()).on('error', ignore)
  const cancel = query.cancel.bind(query)
  query.cancel = () => {
    if (life.open) cancel()
  }
  return value
}

function guardIterable(value: Handle, life: Life): unknown {
  const iterate = value[Symbol.asyncIterator]
  if (typeof iterate !== 'function') return value
  return {
    [Symbol.asyncIterator]: () => {
      const inner = iterate()
      return {
        next: async () => {
          life.check()
          return Promise.race([inner.next(), life.death])
        },
        return: async () => (life.open ? inner.return() : { done: true, value: undefined }),
      }
    },
  }
}

function isDriverQuery(value: unknown): value is DriverQuery & typeof value {
  return value instanceof Promise && 'handler' in value && 'cursor' in value
}

function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { syscall, severity } = error as { syscall?: unknown; severity?: unknown }
  return isLostCode(error) || typeof syscall === 'string' || severity === 'FATAL' || severity === 'PANIC'
}

function isLostCode(error: unknown): boolean {
  return error instanceof Error && 'code' in error && LOST_CODES.has(String(error.code))
}

// The loss of a stream is told by the promise of its transaction.
function ignore(): void {}
