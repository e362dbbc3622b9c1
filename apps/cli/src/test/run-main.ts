import { main } from '../main.ts'
import type { Ended } from './run-bin.ts'

/** Like `runBin`, in this process: for tables of cases, where a process for each would be slow. */
export async function runMain(...args: string[]): Promise<Ended> {
  let out = ''
  let err = ''
  const code = await main(args, {
    out: { write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
    signal: new AbortController().signal,
  })
  return { code, out, err }
}
