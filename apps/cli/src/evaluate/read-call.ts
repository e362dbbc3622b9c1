import { findCounty, findRuleset, parseOptions } from '@cmr/engine'
import { AppError } from '@cmr/errors'
import { parsePlainDate } from '@cmr/record'
import type { Ruleset } from '@cmr/jurisdiction'
import { getJurisdiction } from '@cmr/registry'
import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { z } from 'zod'
import { inputError } from '../file-error.ts'
import { parseCall, required, wholeNumber, wrongCall } from '../parse-call.ts'
import type { RunRequest } from './evaluate-files.ts'
import { resultPaths } from './result-files.ts'

/** With fewer cores starting threads takes what they save; with more than these the one that writes is the limit. */
const FEWEST_CORES_FOR_THREADS = 4
const MOST_THREADS = 4

function defaultThreads(cores: number): number {
  return cores < FEWEST_CORES_FOR_THREADS ? 1 : Math.min(cores - 1, MOST_THREADS)
}

const date = required('--as-of 2024-07-01').refine((text) => parsePlainDate(text) !== undefined, {
  error: 'is not a date. Write it as YYYY-MM-DD, such as 2024-07-01.',
})

const schema = z.object({
  jurisdiction: required('--jurisdiction us-xx'),
  ruleset: required('--ruleset NAME'),
  profile: z.string().optional(),
  county: required('--county "SAN JOAQUIN"'),
  options: required('--options options.json'),
  out: required('--out results'),
  'any-county': z.boolean(),
  threads: wholeNumber(1, 64).optional(),
  'as-of': date,
  now: date.optional(),
  files: z.array(z.string()).min(1, { error: 'is missing. Name the files to evaluate at the end of the call.' }),
})

async function readOptions(path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const refusal = inputError(error)
    throw refusal instanceof AppError ? wrongCall('evaluate', `--options ${path}: ${refusal.message}`) : refusal
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    throw wrongCall(
      'evaluate',
      `--options ${path} is not JSON: ${error instanceof Error ? error.message : 'unreadable'}.`,
    )
  }
}

/**
 * Reads and checks the call of `cmr evaluate`, in this order: the call itself, its dates, the options file, the
 * county. Throws VALIDATION or NOT_FOUND for the first thing that is wrong; nothing has been written then.
 */
export async function readCall(args: readonly string[]): Promise<RunRequest> {
  const call = parseCall(
    'evaluate',
    args,
    {
      jurisdiction: { type: 'string' },
      ruleset: { type: 'string' },
      profile: { type: 'string' },
      county: { type: 'string' },
      'as-of': { type: 'string' },
      now: { type: 'string' },
      options: { type: 'string' },
      out: { type: 'string' },
      'any-county': { type: 'boolean', default: false },
      threads: { type: 'string' },
    },
    schema,
  )
  const jurisdiction = getJurisdiction(call.jurisdiction)
  const ruleset = findRuleset(jurisdiction, call.ruleset, call.profile)
  const raw = await readOptions(call.options)
  try {
    parseOptions(ruleset, raw)
  } catch (error) {
    throw error instanceof AppError ? wrongCall('evaluate', `--options ${call.options}: ${error.message}`) : error
  }
  const county = findCounty(jurisdiction, call.county)
  const asOf = call['as-of']
  const threads = call.threads ?? defaultThreads(availableParallelism())
  const { ruleset: id, profile, files, out: folder } = call
  refuseOverwriting(ruleset, files, folder)
  return {
    spec: { jurisdiction: jurisdiction.id, ruleset: id, profile, options: raw, asOf, county },
    now: call.now ?? asOf,
    anyCounty: call['any-county'],
    threads: threads === 1 ? 0 : threads,
    files,
    folder,
  }
}

/** An input that stands where a result would be written must not be replaced by it. */
function refuseOverwriting({ results }: Ruleset, files: readonly string[], folder: string): void {
  const numbers = files.length === 1 ? [undefined] : files.map((_, i) => i + 1)
  const outputs = new Set(
    numbers.flatMap((number) => resultPaths(folder, results.files, number)).map((path) => resolve(path)),
  )
  const file = files.find((path) => outputs.has(resolve(path)))
  if (file !== undefined) {
    throw wrongCall(
      'evaluate',
      `${file} would be replaced by a result file of the same name. Give another --out folder.`,
    )
  }
}
