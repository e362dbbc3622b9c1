import { join } from 'node:path'
import { Worker } from 'node:worker_threads'

/**
 * @typedef {import('./find-mutants.mjs').Mutant} Mutant
 * @typedef {import('./run-tests.mjs').Verdict} Verdict
 * @typedef {{ mutant: Mutant, verdict: 'caught' | 'stuck' | 'survives' }} Judged `stuck`: it never came to an end, or ran out of memory
 * @typedef {{ root: string, tests: readonly string[], stuckAfterMs?: number }} Suite `root` holds a `package.json`; tests relative to it
 */

/** No test takes this long on a busy machine: what does is a mutant that never ends. */
const STUCK_AFTER_MS = 120_000
const MEMORY_MB = 1_500

/** A thread that holds the tests; replaced when a mutant never ends. */
class Court {
  #suite
  /** Tests run so far, and whether the thread has started: that may take long where the machine is busy. */
  #beats = new Int32Array(new SharedArrayBuffer(8))
  /** @type {Worker} */
  #worker

  /** @param {Suite} suite */
  constructor(suite) {
    this.#suite = suite
    this.#worker = this.#start()
  }

  /** What the tests say of a broken text; undefined when they got stuck. @param {string} path @param {string} text */
  async ask(path, text) {
    const verdict = await this.#answer({ path, text })
    if (verdict !== undefined) return verdict
    await this.#worker.terminate()
    this.#worker = this.#start()
    await this.control()
    return undefined
  }

  /** With nothing broken every test must pass: else they would fail whatever is broken. Answers how many there are. */
  async control() {
    const verdict = await this.#answer({})
    if (verdict === undefined) throw new Error('The tests get stuck though nothing is broken.')
    if (verdict.failure !== undefined) throw new Error(`The tests fail though nothing is broken: ${verdict.failure}`)
    return verdict.tests
  }

  stop() {
    return this.#worker.terminate()
  }

  #start() {
    Atomics.store(this.#beats, 1, 0)
    return new Worker(new URL('run-tests.mjs', import.meta.url), {
      workerData: { ...this.#suite, beats: this.#beats },
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    })
  }

  /** @param {{ path?: string, text?: string }} change @returns {Promise<Verdict | undefined>} */
  #answer(change) {
    const worker = this.#worker
    const { stuckAfterMs = STUCK_AFTER_MS } = this.#suite
    return new Promise((resolve, reject) => {
      let beat = -1
      let since = Date.now()
      const watch = setInterval(() => {
        const now = Atomics.load(this.#beats, 0)
        if (now !== beat || Atomics.load(this.#beats, 1) === 0) since = Date.now()
        beat = now
        if (Date.now() - since > stuckAfterMs) done(() => resolve(undefined))
      }, stuckAfterMs / 30)
      const done = (/** @type {() => void} */ settle) => {
        clearInterval(watch)
        worker.removeAllListeners('message').removeAllListeners('error')
        settle()
      }
      worker.once('message', (/** @type {Verdict} */ verdict) => done(() => resolve(verdict)))
      worker.once('error', (error) => {
        const isMemory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        done(() => (isMemory ? resolve(undefined) : reject(error)))
      })
      worker.postMessage(change)
    })
  }
}

/** @param {Mutant} mutant @param {Verdict | undefined} verdict @returns {Judged} */
function judged(mutant, verdict) {
  if (verdict === undefined) return { mutant, verdict: 'stuck' }
  if (verdict.executed !== 1) {
    const { file, line } = mutant
    throw new Error(`${file}:${line}: the broken text was executed ${verdict.executed} times, not once.`)
  }
  return { mutant, verdict: verdict.failure === undefined ? 'survives' : 'caught' }
}

/**
 * Asks the tests about every mutant, in the order given, on several threads. Before and after, on each, the tests must
 * pass unbroken; the text a mutant changes must be the one executed.
 * @param {Suite & { texts: ReadonlyMap<string, string>, mutants: readonly Mutant[], jobs: number, say: (line: string) => void }} work `say` hears of progress
 * @returns {Promise<Judged[]>}
 */
export async function judge({ texts, mutants, jobs, say, ...suite }) {
  /** @type {Judged[]} */
  const verdicts = []
  let next = 0
  const court = async () => {
    const own = new Court(suite)
    try {
      const count = await own.control()
      if (next === 0) say(`${count} tests pass unbroken; ${mutants.length} mutants.`)
      while (next < mutants.length) {
        const at = next++
        const mutant = /** @type {Mutant} */ (mutants[at])
        const text = texts.get(mutant.file) ?? ''
        const broken = text.slice(0, mutant.start) + mutant.text + text.slice(mutant.end)
        const one = judged(mutant, await own.ask(join(suite.root, mutant.file), broken))
        verdicts[at] = one
        if (one.verdict !== 'caught') {
          say(`${one.verdict}: ${mutant.file}:${mutant.line} [${mutant.change}] ${mutant.code}`)
        }
      }
      await own.control()
    } finally {
      await own.stop()
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(jobs, mutants.length)) }, court))
  return verdicts
}
