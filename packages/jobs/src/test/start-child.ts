import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

export interface Child {
  readonly process: ChildProcess
  /** Every line it has written. */
  readonly lines: readonly string[]
  /** Resolves at the first line that has `text` in it, also when it was written before; rejects when the child ends. */
  waitFor(text: string): Promise<void>
  /** Sends the signal and waits for the end; the exit code, null after a kill. */
  end(signal: NodeJS.Signals): Promise<number | null>
  readonly exited: Promise<number | null>
}

/** Runs a TypeScript file in a process of its own. */
export function startChild(file: string, env: Record<string, string>): Child {
  const child = spawn(process.execPath, ['--import', TSX, file], {
    cwd: import.meta.dirname,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  const waiting = new Set<() => void>()
  const exited = once(child, 'exit').then(([code]) => code as number | null)
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line)
    for (const check of waiting) check()
  })
  return {
    process: child,
    lines,
    exited,
    waitFor: (text) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (!lines.some((line) => line.includes(text))) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        void exited.then((code) => reject(new Error(`The child ended with ${String(code)} before "${text}"`)))
        check()
      }),
    end: (signal) => {
      child.kill(signal)
      return exited
    },
  }
}
