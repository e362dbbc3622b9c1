import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

export interface Child {
  readonly process: ChildProcess
  /** Every line it has written. */
  readonly lines: readonly string[]
  /** Resolves at the first line that has `text` in it, also when it was written before; rejects when the child ends. */
  waitFor(text: string): Promise<void>
  /** What it wrote of its errors, once it has ended. */
  readonly errors: Promise<string>
  /** Sends the signal and waits for the end; the exit code, null after a kill. */
  end(signal: NodeJS.Signals): Promise<number | null>
  readonly exited: Promise<number | null>
}

/** Runs a program (`bundleProgram`) in a process of its own. Its errors are shown, unless the caller expects them. */
export function startChild(
  program: string,
  env: Record<string, string>,
  { errors = 'shown' }: { errors?: 'shown' | 'expected' } = {},
): Child {
  const child = spawn(process.execPath, [program], {
    cwd: import.meta.dirname,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let complaints = ''
  child.stderr.setEncoding('utf8').on('data', (piece: string) => {
    complaints += piece
    if (errors === 'shown') process.stderr.write(piece)
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
    errors: once(child, 'close').then(() => complaints),
    waitFor: (wanted) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (!lines.some((line) => line.includes(wanted))) return
          waiting.delete(check)
          resolve()
        }
        waiting.add(check)
        void exited.then((code) => reject(new Error(`The child ended with ${String(code)} before "${wanted}"`)))
        check()
      }),
    end: (signal) => {
      child.kill(signal)
      return exited
    },
  }
}
