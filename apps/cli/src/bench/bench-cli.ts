import { findFormat } from '@cmr/engine'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareScan } from './bare-scan.ts'
import type { BenchRequest } from './bench-groups.ts'
import { atLeast, atMost, type Figure, yardstick } from './figure.ts'
import { runCmr } from './run-cmr.ts'

const SCANS = 3
const SHARE_OF_SCAN = 0.25
const MEMORY_LIMIT_MB = 600
const SEED = 7
/** Any day will do; a fixed one makes runs alike. */
const AS_OF = '2020-07-01'

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] ?? 0
}

function scanRate(file: string, format: ReturnType<typeof findFormat>, rows: number): number {
  return median(
    Array.from({ length: SCANS }, () => {
      const begun = performance.now()
      bareScan(file, format.layout)
      return rows / ((performance.now() - begun) / 1000)
    }),
  )
}

/** `cmr evaluate` on a synthetic file, all result files written, beside a bare scan of the same file. */
export async function* benchCli({ jurisdiction, ruleset, rows }: BenchRequest): AsyncGenerator<Figure, void> {
  const folder = await mkdtemp(join(tmpdir(), 'cmr-bench-'))
  try {
    const file = join(folder, 'people.csv')
    const options = join(folder, 'options.json')
    const county = jurisdiction.counties[0]?.name ?? ''
    await writeFile(options, JSON.stringify(Object.values(ruleset.presets)[0]?.options))
    const state = ['--jurisdiction', jurisdiction.id, '--county', county]

    const synth = await runCmr(['synth', ...state, '--rows', String(rows), '--seed', String(SEED), '--out', file])
    yield yardstick({ bench: 'cli/synth', value: rows / synth.seconds, unit: 'rows/s' })

    const scan = scanRate(file, findFormat(jurisdiction, ruleset), rows)
    yield yardstick({ bench: 'cli/bare-scan', value: scan, unit: 'rows/s' })

    const profile = ruleset.profile === undefined ? [] : ['--profile', ruleset.profile]
    const { result, seconds } = await runCmr([
      ...['evaluate', ...state, '--ruleset', ruleset.id, ...profile],
      ...['--as-of', AS_OF, '--options', options, '--out', join(folder, 'out'), file],
    ])
    const rate = { bench: 'cli/evaluate', value: rows / seconds, unit: 'rows/s' }
    yield atLeast(rate, `${SHARE_OF_SCAN} × bare scan`, SHARE_OF_SCAN * scan)

    const memory = Number(result['peakMemoryBytes']) / 1e6
    yield atMost({ bench: 'cli/evaluate-memory', value: memory, unit: 'MB' }, 'fixed', MEMORY_LIMIT_MB)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
