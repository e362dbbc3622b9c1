import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { basename, join } from 'node:path'

/** A part of the service in a process of its own. */
export interface Child {
  readonly name: string
  /** Resolves with what ended it, whenever that is. */
  readonly ended: Promise<string>
  /** Asks it to stop, waits, and insists after ten seconds. */
  stop(): Promise<void>
}

const PATIENCE_MS = 10_000

/**
 * Starts a TypeScript file as a child in its own process group, so that Ctrl-C reaches it only through `stop`.
 * What it prints goes to a file of the script's name in `logDir`.
 */
export function startChild(name: string, script: string, env: NodeJS.ProcessEnv, logDir: string): Child {
  const logFile = join(logDir, `${basename(script, '.ts')}.log`)
  const log = createWriteStream(logFile, { flags: 'a', mode: 0o600 })
  const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), script], {
    env,
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  const ended = once(child, 'exit').then(
    ([code, signal]) => `${name} ended (${String(signal ?? code)}); see ${logFile}`,
  )
  return {
    name,
    ended,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const insist = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
      child.kill('SIGTERM')
      await ended
      clearTimeout(insist)
    },
  }
}
