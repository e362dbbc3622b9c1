import { resolve } from 'node:path'
import { z } from 'zod'
import type { Ruleset } from '@cmr/jurisdiction'
import { chooseOptions } from '../choose-options.ts'
import { parseCall, required, wrongCall } from '../parse-call.ts'
import { dateFlag, programSpec, readRules, rulesFields, rulesFlags } from '../rules-call.ts'
import type { RunRequest } from './evaluate-files.ts'
import { resultPaths } from './result-files.ts'

const schema = z.object({
  ...rulesFields,
  now: dateFlag.optional(),
  options: z.string().optional(),
  preset: z.string().optional(),
  option: z.array(z.string()).optional(),
  out: required('--out results'),
})

const flags = {
  ...rulesFlags,
  now: { type: 'string' },
  options: { type: 'string' },
  preset: { type: 'string' },
  option: { type: 'string', multiple: true },
  out: { type: 'string' },
} as const

/**
 * Reads and checks the call of `cmr evaluate`, in this order: the call itself, its dates, the ruleset and the county,
 * the options. Throws VALIDATION or NOT_FOUND for the first thing that is wrong; nothing has been written then.
 */
export async function readCall(args: readonly string[]): Promise<RunRequest> {
  const call = parseCall('evaluate', args, flags, schema)
  const rules = readRules('evaluate', call)
  const { raw } = await chooseOptions('evaluate', rules.ruleset, call)
  refuseOverwriting(rules.ruleset, rules.files, call.out)
  return {
    spec: programSpec(rules, raw),
    now: call.now ?? rules.asOf,
    anyCounty: rules.anyCounty,
    threads: rules.threads,
    files: rules.files,
    folder: call.out,
  }
}

/** An input that stands where a result would be written must not be replaced by it. */
function refuseOverwriting({ results }: Ruleset, files: readonly string[], folder: string): void {
  const outputs = new Set(
    files.flatMap((_, i) => resultPaths(folder, results.files, i + 1, files.length)).map((path) => resolve(path)),
  )
  const file = files.find((path) => outputs.has(resolve(path)))
  if (file !== undefined) {
    throw wrongCall(
      'evaluate',
      `${file} would be replaced by a result file of the same name. Give another --out folder.`,
    )
  }
}
