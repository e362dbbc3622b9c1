import { AppError } from '@cmr/errors'
import { tenants } from '@cmr/services'
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { BenchRequest } from '../../bench/bench-groups.ts'
import { atMost, type Figure, yardstick } from '../../bench/figure.ts'
import { runCmr } from '../../bench/run-cmr.ts'
import { readAdminEnv } from '../../env.ts'
import { receiveFile, isPublished, latestBatch, processReceived } from '../seed/process-demo-file.ts'
import { readLocalSettings } from '../serve/settings.ts'
import { type Backend, startBackend } from '../serve/start-backend.ts'

const LIMIT_SECONDS = 30
const LIMIT_ROWS = 100_000
const PATIENCE_MS = 600_000
const LOOK_EVERY_MS = 50
const TENANT = '01936a00-0000-7000-8000-0000000000be'

/** The hosted path beside the offline one, on the embedded stack: seconds from the last uploaded byte to results. */
export async function* benchHosted(request: BenchRequest): AsyncGenerator<Figure, void> {
  const folder = await mkdtemp(join(tmpdir(), 'cmr-bench-'))
  const file = join(folder, 'people.csv')
  const county = request.jurisdiction.counties[0]?.name ?? ''
  const state = ['--jurisdiction', request.jurisdiction.id, '--county', county]
  try {
    await runCmr(['synth', ...state, '--rows', String(request.rows), '--seed', '7', '--out', file])
    yield yardstick({ bench: 'hosted/offline', value: await offlineSeconds(request, state, file, folder), unit: 's' })
    const backend = await startBackend(
      await readLocalSettings(join(folder, 'data')),
      readAdminEnv().inherited,
      (_name, work) => work(),
    )
    try {
      const value = await hostedSeconds(backend, request, file)
      const limit = `${LIMIT_SECONDS} s for ${LIMIT_ROWS.toLocaleString('en-US')} rows`
      yield atMost(
        { bench: 'hosted/upload-to-published', value, unit: 's' },
        limit,
        (LIMIT_SECONDS * request.rows) / LIMIT_ROWS,
      )
    } finally {
      await backend.stop()
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function offlineSeconds(
  { ruleset }: BenchRequest,
  state: readonly string[],
  file: string,
  folder: string,
): Promise<number> {
  const options = join(folder, 'options.json')
  await writeFile(options, JSON.stringify(Object.values(ruleset.presets)[0]?.options))
  const profile = ruleset.profile === undefined ? [] : ['--profile', ruleset.profile]
  const rules = ['--ruleset', ruleset.id, ...profile, '--as-of', '2020-07-01', '--options', options]
  return (await runCmr(['evaluate', ...state, ...rules, '--out', join(folder, 'out'), file])).seconds
}

async function hostedSeconds(
  { services: { deps }, workerEnded }: Backend,
  request: BenchRequest,
  file: string,
): Promise<number> {
  const { jurisdiction } = request
  const ctx = await tenants.ensureTenant(deps, {
    id: TENANT,
    slug: 'bench',
    name: 'Bench',
    jurisdiction: jurisdiction.id,
    county: jurisdiction.counties[0]?.name ?? '',
    timeZone: jurisdiction.timeZone,
    requestId: 'bench',
  })
  const received = await receiveFile(ctx, deps, file, (await stat(file)).size)
  const begun = performance.now()
  await processReceived(ctx, deps, received)
  const gone = workerEnded.then((how) => {
    throw new AppError('INTERNAL', how, { details: { reason: 'bench-failed' } })
  })
  while (performance.now() - begun < PATIENCE_MS) {
    const batch = await Promise.race([latestBatch(ctx, deps), gone])
    if (isPublished(batch)) return (performance.now() - begun) / 1000
    if (batch?.state === 'failed') break
    await sleep(LOOK_EVERY_MS)
  }
  throw new AppError('INTERNAL', 'The file was not published.', { details: { reason: 'bench-failed' } })
}
