import { main } from '../main.ts'
import type { Ended } from './run-bin.ts'

/** Like `runMain`, as if a person sat at a terminal of that many columns. */
export async function runAtTerminal(columns: number, ...args: string[]): Promise<Ended> {
  let out = ''
  let err = ''
  const code = await main(args, {
    out: { isTTY: true, columns, write: (text) => (out += text) },
    err: { write: (text) => (err += text) },
    signal: new AbortController().signal,
  })
  return { code, out, err }
}
