import { findFormat } from '@cmr/engine'
import type { Ruleset } from '@cmr/jurisdiction'
import { mkdtemp, open, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareRead, bareWrite } from './bare-io.ts'
import { bareScan } from './bare-scan.ts'
import type { BenchRequest } from './bench-groups.ts'
import { benchRules } from './bench-rules.ts'
import { atLeast, atMost, type Figure, yardstick } from './figure.ts'
import { medianOf, middleOf, secondsOf } from './median.ts'
import { runCmr } from './run-cmr.ts'

/** An odd number, so that there is a middle one. */
const RUNS = 5
const SHARE_OF_SCAN = 0.7
const MEMORY_LIMIT_MB = 512
const TIMES_LARGER = 5
const LARGE_RATE = 0.9
const LARGE_MEMORY = 1.5
const SEED = 7
/** Any day will do; a fixed one makes runs alike. */
const AS_OF = '2025-07-01'

/** A synthetic file, and a folder for what is made of it. */
interface Sample {
  readonly file: string
  readonly rows: number
  readonly out: string
}

interface Evaluated {
  readonly seconds: number
  readonly memoryMb: number
  /** Of the bare scan beside it. */
  readonly scanSeconds: number
}

/**
 * `cmr evaluate` with all result files into a folder that is not there yet, as a process of its own: the median run. Each
 * follows a bare scan of the same file, so that a machine whose speed changes changes both.
 */
async function evaluate(
  request: BenchRequest,
  { id, profile }: Ruleset,
  { file, out }: Sample,
  more: readonly string[] = [],
): Promise<Evaluated> {
  const { layout } = findFormat(request.jurisdiction, request.ruleset)
  const rules = ['--ruleset', id, ...(profile === undefined ? [] : ['--profile', profile])]
  const runs: { seconds: number; memoryMb: number }[] = []
  const scans: number[] = []
  for (let run = 0; run < RUNS; run++) {
    scans.push(secondsOf(() => void bareScan(file, layout)))
    // Renaming over a file of an earlier run makes the system write out all of it first, which is not our rate.
    await rm(out, { recursive: true, force: true })
    const { result, seconds } = await runCmr([
      ...['evaluate', ...stateArgs(request), ...rules, '--as-of', AS_OF, '--out', out, ...more, file],
    ])
    runs.push({ seconds, memoryMb: Number(result['peakMemoryBytes']) / 1e6 })
  }
  const middle = runs.sort((a, b) => a.seconds - b.seconds)[RUNS >> 1] ?? { seconds: NaN, memoryMb: NaN }
  return { ...middle, scanSeconds: middleOf(scans) }
}

function stateArgs({ jurisdiction }: BenchRequest): string[] {
  return ['--jurisdiction', jurisdiction.id, '--county', jurisdiction.counties[0]?.name ?? '']
}

async function bytesIn(folder: string): Promise<number> {
  const sizes = await Promise.all((await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

async function synthesize(request: BenchRequest, folder: string, rows: number): Promise<Sample & { seconds: number }> {
  const file = join(folder, `${rows}.csv`)
  const args = ['synth', ...stateArgs(request), '--rows', String(rows), '--seed', String(SEED), '--out', file]
  const { seconds } = await runCmr(args)
  await settle(file)
  return { file, rows, out: join(folder, `${rows}-out`), seconds }
}

/** Waits until a file is on the disk, as an office's is: while the system still writes it out, everything else is slower. */
async function settle(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Figures of one state: whole runs of the command line, then its rules alone. */
export async function* benchState(request: BenchRequest): AsyncGenerator<Figure, void> {
  const folder = await mkdtemp(join(tmpdir(), 'cmr-bench-'))
  try {
    const sample = await synthesize(request, folder, request.rows)
    yield yardstick({ bench: `${request.group}/synth`, value: sample.rows / sample.seconds, unit: 'rows/s' })
    yield* benchFiles(request, sample, folder)
    yield* benchRules(request, sample.file, AS_OF)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* benchFiles(request: BenchRequest, sample: Sample, folder: string): AsyncGenerator<Figure, void> {
  const { group, jurisdiction, ruleset } = request
  const perSecond = (name: string, seconds: number) => ({
    ...{ bench: `${group}/${name}`, value: sample.rows / seconds, unit: 'rows/s' },
  })
  const beside = ({ scanSeconds }: Evaluated) =>
    [`${SHARE_OF_SCAN} × bare scan`, (SHARE_OF_SCAN * sample.rows) / scanSeconds] as const
  const readSeconds = medianOf(RUNS, () => secondsOf(() => void bareRead(sample.file)))
  yield yardstick(perSecond('bare-read', readSeconds))

  const whole = await evaluate(request, ruleset, sample)
  const bytes = await bytesIn(sample.out)
  const writeSeconds = medianOf(RUNS, () => secondsOf(() => bareWrite(join(folder, 'x'), bytes)))
  yield yardstick(perSecond('bare-write', writeSeconds))
  yield yardstick(perSecond('bare-scan', whole.scanSeconds))
  yield atLeast(perSecond('evaluate', whole.seconds), ...beside(whole))
  yield atMost({ bench: `${group}/evaluate-memory`, value: whole.memoryMb, unit: 'MB' }, 'fixed', MEMORY_LIMIT_MB)
  const alone = await evaluate(request, ruleset, sample, ['--threads', '1'])
  yield yardstick(perSecond('evaluate-one-thread', alone.seconds))
  for (const reference of jurisdiction.rulesets.filter(({ purpose }) => purpose === 'reference').slice(0, 1)) {
    const earlier = await evaluate(request, reference, sample)
    yield atLeast(perSecond('evaluate-reference', earlier.seconds), ...beside(earlier))
  }
  if (request.large) yield* benchLarge(request, sample, whole, folder)
}

/** A larger file: the same rate, and memory that does not grow with bytes. */
async function* benchLarge(
  request: BenchRequest,
  { rows, out }: Sample,
  smaller: Evaluated,
  folder: string,
): AsyncGenerator<Figure, void> {
  const { group, ruleset } = request
  await rm(out, { recursive: true })
  const sample = await synthesize(request, folder, TIMES_LARGER * rows)
  const { seconds, memoryMb } = await evaluate(request, ruleset, sample)
  const rate = { bench: `${group}/evaluate-large`, value: sample.rows / seconds, unit: 'rows/s' }
  yield atLeast(rate, `${LARGE_RATE} × rate of a fifth of the rows`, (LARGE_RATE * rows) / smaller.seconds)
  const memory = { bench: `${group}/evaluate-large-memory`, value: memoryMb, unit: 'MB' }
  yield atMost(memory, `${LARGE_MEMORY} × memory for a fifth of the rows`, LARGE_MEMORY * smaller.memoryMb)
}
