import { setTimeout as wait } from 'node:timers/promises'
import { newId, openDatabase, withoutTenant, type Db } from '@cmr/db'
import { isAppError } from '@cmr/errors'
import { sql, type SQL } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { batches, files, policies, type Context, type ServiceDeps } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'

/** `npm run test:hostile` asks for the whole three minutes; else enough is killed and answered to meet each other. */
const IS_FULL = process.env['HOSTILE'] === 'full'
const FULL_MS = 180_000
const KILLS = 8
const ANSWERS = 250
const USERS = 50
const KILL_EVERY_MS = 500
const RECOVERY_MS = 10_000
const POOL_NAME = 'two connections'

let service: TestService
let administrator: Db
let deps: ServiceDeps
let offices: readonly [Side, Side]

/** One county of the two, with the words that may be seen there and nowhere else. */
interface Side {
  readonly office: Office
  readonly county: string
  readonly canary: string
}

beforeAll(async () => {
  service = await createService()
  const url = service.database.adminUrl
  administrator = openDatabase({ url, max: 1, applicationName: 'administrator', statementTimeoutMs: 60_000 })
  const [a, b] = [await service.createOffice('Sacramento'), await service.createOffice('Fresno')]
  offices = [
    { office: a, county: 'Sacramento', canary: 'CANARY-ONE' },
    { office: b, county: 'Fresno', canary: 'CANARY-TWO' },
  ]
  const db = openDatabase({
    url: service.database.urls.cmr_app,
    max: 2,
    applicationName: POOL_NAME,
    statementTimeoutMs: 30_000,
  })
  deps = { ...service.deps, db }
})
afterAll(async () => {
  await deps.db.close()
  await administrator.close()
  await service.close()
})

/** Past the walls: for breaking connections and for looking at every row. */
const admin = <T extends Record<string, unknown>>(query: SQL): Promise<T[]> =>
  // Safe: each caller names the columns its query selects.
  withoutTenant(administrator, async (tx) => [...(await tx.execute(query))] as T[])

/** What happened, as the users and the killer saw it. */
interface Tally {
  answers: number
  refused: number
  kills: number
  slowestRecovery: number
  readonly foreign: string[]
  readonly unexpected: string[]
  /** Acknowledged writes: batch ids by office. */
  readonly written: Map<string, string[]>
  /** When connections were killed with no answer begun since. */
  waiting: number[]
}

class User {
  readonly #side: Side
  readonly #other: Side
  readonly #tally: Tally
  readonly ctx: Context
  #batchId: string | undefined
  #no = 0

  constructor(side: Side, other: Side, tally: Tally) {
    this.#side = side
    this.#other = other
    this.#tally = tally
    this.ctx = side.office.as('analyst')
  }

  async act(): Promise<void> {
    this.#no += 1
    const acts = [
      () => this.#create(),
      () => this.#list(),
      () => this.#announce(),
      () => this.#read(),
      () => this.#save(),
    ]
    const begun = performance.now()
    try {
      const answer = JSON.stringify((await acts[this.#no % acts.length]?.()) ?? null)
      this.#tally.answers += 1
      if (answer.includes(this.#other.canary) || answer.includes(this.#other.county))
        this.#tally.foreign.push(answer.slice(0, 200))
      this.#recovered(begun)
    } catch (error) {
      // A lost connection is told, and nothing else goes wrong; two saves at once are an ordinary conflict.
      if (isAppError(error, 'UNAVAILABLE') || isAppError(error, 'CONFLICT')) this.#tally.refused += 1
      else
        this.#tally.unexpected.push(
          isAppError(error) ? `${error.code} ${JSON.stringify(error.details)}` : String(error),
        )
    }
  }

  #recovered(begun: number): void {
    const over = this.#tally.waiting.filter((killed) => killed <= begun)
    this.#tally.waiting = this.#tally.waiting.filter((killed) => killed > begun)
    for (const killed of over)
      this.#tally.slowestRecovery = Math.max(this.#tally.slowestRecovery, performance.now() - killed)
  }

  async #create(): Promise<unknown> {
    const { id } = await batches.createBatch(this.ctx, deps, {})
    this.#batchId = id
    this.#tally.written.get(this.ctx.tenant.id)?.push(id)
    return id
  }

  #list(): Promise<unknown> {
    return batches.listBatches(this.ctx, deps, { pageSize: 20 })
  }

  async #announce(): Promise<unknown> {
    if (this.#batchId === undefined) return undefined
    return files.beginUpload(this.ctx, deps, {
      batchId: this.#batchId,
      name: `${this.#side.canary}-${this.#no}.csv`,
      size: 1,
    })
  }

  async #read(): Promise<unknown> {
    if (this.#batchId === undefined) return undefined
    return batches.getBatch(this.ctx, deps, { batchId: this.#batchId })
  }

  #save(): Promise<unknown> {
    const note = `${this.#side.canary} ${this.#no}`
    return this.#no % 2 === 0
      ? policies.listPolicies(this.ctx, deps, {})
      : policies.getCurrentPolicy(this.ctx, deps, {}).then(() => note)
  }
}

async function killAtRandom(tally: Tally, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await wait(KILL_EVERY_MS)
    const [killed] = await admin<{ ok: boolean }>(sql`
      select pg_terminate_backend(pid) as ok from (
        select pid from pg_stat_activity where application_name = ${POOL_NAME} order by random() limit 1
      ) one`)
    if (killed?.ok !== true) continue
    tally.kills += 1
    tally.waiting.push(performance.now())
  }
}

it(
  `keeps two counties apart: ${USERS} users on two connections, one of which dies every half second`,
  async () => {
    const [one, two] = offices
    const tally: Tally = {
      ...{ answers: 0, refused: 0, kills: 0, slowestRecovery: 0, foreign: [], unexpected: [], waiting: [] },
      written: new Map([one, two].map(({ office }) => [office.tenantId, []])),
    }
    const users = Array.from(
      { length: USERS },
      (_, no) => new User(...(no % 2 === 0 ? ([one, two] as const) : ([two, one] as const)), tally),
    )
    const begun = performance.now()
    const isOver = (): boolean =>
      IS_FULL ? performance.now() - begun > FULL_MS : tally.kills >= KILLS && tally.answers >= ANSWERS
    const work = users.map(async (user) => {
      while (!isOver()) await user.act()
    })
    await Promise.all([...work, killAtRandom(tally, isOver)])
    const seconds = (performance.now() - begun) / 1000
    // What was killed last is answered again, too.
    for (let no = 0; no < 5 || (no < 100 && tally.waiting.length > 0); no += 1)
      for (const user of users.slice(0, 2)) await user.act()

    expect(tally.foreign).toEqual([])
    expect(tally.unexpected).toEqual([])
    expect(tally.kills).toBeGreaterThanOrEqual(KILLS)
    expect(tally.waiting).toEqual([])
    if (IS_FULL) expect(tally.slowestRecovery).toBeLessThan(RECOVERY_MS)
    const makers = new Map(users.map(({ ctx }) => [ctx.actor.kind === 'user' ? ctx.actor.userId : '', ctx.tenant.id]))
    for (const table of ['batches', 'files', 'audit_events'] as const) await expectOwnRows(table, makers)
    for (const [tenantId, ids] of tally.written) await expectKept(tenantId, ids)
    console.log(
      `figure: ${tally.answers} answers of ${USERS} users in ${seconds.toFixed(0)} s, ${tally.kills} connections killed, ` +
        `${tally.refused} told to try again, slowest recovery ${tally.slowestRecovery.toFixed(0)} ms, 0 foreign rows, 0 lost`,
    )
  },
  FULL_MS + 60_000,
)

/** Every row stands in the county of the person who wrote it, and holds its words only. */
async function expectOwnRows(
  table: 'batches' | 'files' | 'audit_events',
  makers: ReadonlyMap<string, string>,
): Promise<void> {
  const maker = table === 'audit_events' ? 'actor_user_id' : 'created_by'
  const rows = await admin<{ tenant: string; maker: string; row: string }>(sql`
    select tenant_id::text as tenant, ${sql.identifier(maker)}::text as maker, to_jsonb(t)::text as row from app.${sql.identifier(table)} t
    where ${sql.identifier(maker)} is not null`)
  expect(rows.length).toBeGreaterThan(0)
  const wrong = rows.filter((row) => {
    const other = offices.find(({ office }) => office.tenantId !== row.tenant)
    return makers.get(row.maker) !== row.tenant || row.row.includes(other?.canary ?? newId())
  })
  expect(wrong).toEqual([])
}

/** Every write that was acknowledged is there, with its record in a chain without a gap. */
async function expectKept(tenantId: string, ids: readonly string[]): Promise<void> {
  const [kept] = await admin<{ batches: number; audited: number; chain: number; last: number }>(sql`
    select (select count(*)::int from app.batches where tenant_id = ${tenantId} and id = any(${sql.param(`{${ids.join(',')}}`)}::uuid[])) as batches,
           (select count(*)::int from app.audit_events where tenant_id = ${tenantId} and action = 'batch.create'
              and object_id::text = any(${sql.param(`{${ids.join(',')}}`)}::text[])) as audited,
           (select count(*)::int from app.audit_events where tenant_id = ${tenantId}) as chain,
           (select max(seq)::int from app.audit_events where tenant_id = ${tenantId}) as last`)
  expect(kept).toMatchObject({ batches: ids.length, audited: ids.length })
  expect(kept?.chain).toBe(kept?.last)
}
