import { hasPermission } from '@cmr/auth'
import type { Permission } from '@cmr/auth'
import { asAdministrator } from '@cmr/db/embedded'
import { randomUUID } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from './fixtures.ts'
import type { Stack } from './fixtures.ts'
import { atOnce } from './matrix/at-once.ts'
import type { Owned } from './matrix/county-data.ts'
import { PAGE_HEADERS } from './matrix/headers.ts'
import { NOBODY } from './matrix/people.ts'
import type { Visitor } from './matrix/people.ts'
import { addressOf, formOf, namesThings, queryOf } from './matrix/samples.ts'
import type { Route } from './matrix/manifest.ts'
import { OUR_CANARY, OURS, test, THEIRS } from './matrix/test.ts'
import type { Counties } from './matrix/test.ts'
import { visit } from './matrix/visit.ts'
import type { Answer } from './matrix/visit.ts'

const UPLOAD = { 'Tus-Resumable': '1.0.0' }
const AT_ONCE = 8

/** A stranger's requests with what is ours in them: by our address, and by their own. */
function* strangersRequests(route: Route, stranger: Visitor, ours: Owned) {
  const slugs = stranger.slug === null ? [OURS] : [OURS, stranger.slug]
  for (const slug of slugs) {
    if (slug !== OURS && !namesThings(route, ours)) continue
    const of = (owned: Owned) => ({
      address: addressOf(route.path, slug, { ...owned, tenant: slug }) + queryOf(route, owned),
      form: formOf(route, owned),
    })
    const nothing = Object.fromEntries(Object.keys(ours).map((key) => [key, randomUUID()]))
    const methods = route.does === 'read' ? ['GET', 'HEAD'] : ['POST', 'PUT', 'PATCH', 'DELETE']
    for (const method of methods) yield { slug, method, real: of(ours), missing: of(nothing) }
  }
}

/** Everybody who has no business in our county. */
const strangersOf = ({ visitors }: Counties) => [...visitors.filter(({ slug }) => slug !== OURS), NOBODY]

const isRefused = ({ status, headers }: Answer) =>
  status === 404 || status === 403 || status === 401 || (status === 302 && /"location","\/sign-in/.test(headers))

/** What an answer says once its own ids, nonces and the address it repeats are taken out. */
const plain = ({ status, body }: Answer) =>
  `${status} ${body.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…').replace(/nonce="[^"]*"/g, '')}`

const hasPageHeaders = ({ headers }: Answer) =>
  // Safe: written by `visit` from the answer's own pairs.
  expect.objectContaining(PAGE_HEADERS).asymmetricMatch(Object.fromEntries(JSON.parse(headers) as [string, string][]))

interface Ask {
  readonly address: string
  readonly form: Record<string, string> | undefined
}

/** What is wrong with the answers a stranger gets for what is ours, and how many requests that took. */
async function tryStranger(
  stack: Stack,
  ours: Owned,
  route: Route,
  stranger: Visitor,
): Promise<{ wrong: string[]; asked: number }> {
  const wrong: string[] = []
  let asked = 0
  const ask = (method: string, { address, form }: Ask) => {
    asked += 1
    return visit(stack, stranger, { method, address, ...(form && { form }) })
  }
  for (const { method, real, missing } of strangersRequests(route, stranger, ours)) {
    const answer = await ask(method, real)
    const isCompared = method === 'GET' || method === 'POST'
    const absent = isCompared ? await ask(method, missing) : answer
    const faults = [
      ...(isRefused(answer) ? [] : [`answered ${answer.status}`]),
      ...((answer.headers + answer.body).includes(OUR_CANARY) ? ['shows our records'] : []),
      ...(hasPageHeaders(answer) ? [] : ['lacks a header']),
      ...(plain(answer) === plain(absent) ? [] : ['differs from what does not exist']),
    ]
    wrong.push(...faults.map((fault) => `${method} ${real.address} as ${stranger.name}: ${fault}`))
  }
  if (!route.page) return { wrong, asked }
  const { pathname, search } = new URL(addressOf(route.path, OURS, ours) + queryOf(route, ours), stack.origin)
  const data = await ask('GET', { address: `${pathname.replace(/\/$/, '')}.data${search}`, form: undefined })
  const isShown = data.status === 200 || data.body.includes(OUR_CANARY)
  return { wrong: isShown ? [...wrong, `${pathname}.data as ${stranger.name}: answered ${data.status}`] : wrong, asked }
}

test('every route, every role, the other county’s identifiers: refused, as for what does not exist', async ({
  counties,
  manifest: { routes },
  stack,
}) => {
  test.setTimeout(480_000)
  const strangers = strangersOf(counties)
  const pairs = routes
    .filter(({ access }) => access === 'tenant')
    .flatMap((route) => strangers.map((stranger) => ({ route, stranger })))
  const tried = await atOnce(AT_ONCE, pairs, ({ route, stranger }) =>
    tryStranger(stack, counties.ours, route, stranger),
  )
  expect(tried.flatMap(({ wrong }) => wrong)).toEqual([])
  const requests = tried.reduce((sum, { asked }) => sum + asked, 0)
  console.log(`figure: ${requests} requests of ${strangers.length} strangers to ${routes.length} routes refused`)
})

test('the upload mount refuses the other county’s uploads on every method', async ({ counties, stack }) => {
  const { member, ours } = counties
  const chunk = { 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' }
  for (const stranger of strangersOf(counties)) {
    for (const slug of stranger.slug === null ? [OURS] : [OURS, THEIRS]) {
      const address = `/${slug}/uploads/${ours['upload'] ?? ''}`
      for (const [method, headers] of [
        ['HEAD', {}],
        ['PATCH', chunk],
        ['GET', {}],
        ['DELETE', {}],
      ] as const) {
        const bytes = method === 'PATCH' ? { bytes: Buffer.from('x') } : {}
        const { status } = await visit(stack, stranger, {
          method,
          address,
          headers: { ...UPLOAD, ...headers },
          ...bytes,
        })
        expect([401, 403, 404, 405], `${method} ${address} as ${stranger.name}`).toContain(status)
      }
    }
  }
  const kept = await visit(stack, member('analyst'), {
    method: 'HEAD',
    address: `/${OURS}/uploads/${ours['upload'] ?? ''}`,
    headers: UPLOAD,
  })
  expect([kept.status, kept.headers]).toEqual([200, expect.stringContaining('"upload-offset","0"')])
})

/** What is wrong with what a member of our own county gets; undefined when all is well. */
async function tryMember(stack: Stack, ours: Owned, route: Route, member: Visitor): Promise<string | undefined> {
  const roles = member.role === null ? [] : [member.role]
  // Safe: the manifest repeats the permission the route declares.
  const may = hasPermission({ kind: 'user', userId: '', roles }, route.needs as Permission)
  // What members may change is tried by the journeys.
  if (may && (route.does === 'write' || route.path.endsWith('*'))) return undefined
  const address = addressOf(route.path, OURS, ours) + queryOf(route, ours)
  const form = formOf(route, ours)
  const method = route.does === 'read' ? 'GET' : 'POST'
  const { status, body } = await visit(stack, member, { method, address, ...(form && { form }) })
  const isRight = may ? status < 400 : status === 403 && !body.includes(OUR_CANARY)
  return isRight ? undefined : `${method} ${address} as ${member.name}: ${status}`
}

test('in the own county a route opens for exactly the roles its permission names', async ({
  counties: { ours, visitors },
  manifest: { routes },
  stack,
}) => {
  const members = visitors.filter(({ slug }) => slug === OURS)
  const pairs = routes
    .filter(({ access }) => access === 'tenant')
    .flatMap((route) => members.map((member) => ({ route, member })))
  const wrong = await atOnce(AT_ONCE, pairs, ({ route, member }) => tryMember(stack, ours, route, member))
  expect(wrong.filter((fault) => fault !== undefined)).toEqual([])
})

test('pages of Code for America open for the staff they name, and for nobody else', async ({
  counties: { ours, visitors },
  manifest: { routes },
  stack,
}) => {
  for (const route of routes.filter(({ access, does }) => access === 'staff' && does === 'read')) {
    for (const visitor of [...visitors, NOBODY]) {
      const { status, body } = await visit(stack, visitor, { method: 'GET', address: addressOf(route.path, '', ours) })
      const isNamed = visitor.staff !== null && route.needs.split(', ').includes(visitor.staff)
      expect([route.path, visitor.name, isNamed ? status : [302, 404].includes(status)]).toEqual([
        route.path,
        visitor.name,
        isNamed ? 200 : true,
      ])
      expect(body).not.toMatch(/CANARY(ONE|TWO)/)
    }
  }
})

test('somebody who is not signed in gets no page but the public ones', async ({
  counties: { ours },
  manifest: { routes },
  stack,
}) => {
  for (const route of routes.filter(({ access }) => access !== 'public')) {
    const form = route.access === 'tenant' ? formOf(route, ours) : route.does === 'write' ? {} : undefined
    const method = route.does === 'read' ? 'GET' : 'POST'
    const answer = await visit(stack, NOBODY, {
      method,
      address: addressOf(route.path, OURS, ours),
      ...(form && { form }),
    })
    expect([route.path, isRefused(answer)]).toEqual([route.path, true])
  }
})

test('logs, files, temporary files and job tables hold nothing of any county’s records', async ({
  counties: { ours, theirs },
  stack,
}) => {
  const places = ['web.log', 'worker.log', 'objects', 'tmp', 'keys'].map((name) => join(stack.folder, name))
  const files = (await Promise.all(places.map(filesBelow))).flat()
  expect(files.length).toBeGreaterThan(4)
  // The transpiler's cache holds our source, which names made-up people.
  for (const file of files.filter((path) => !path.includes('/tsx-'))) {
    expect([file, /CANARY(ONE|TWO)|TESTPERSON-[A-Z]/.test(await readFile(file, 'latin1'))]).toEqual([file, false])
    expect(file).not.toMatch(/CANARY/)
  }
  const tables = await asAdministrator(
    stack.databases.admin,
    (sql) => sql<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('jobs', 'queue', 'staging', 'auth')`,
  )
  expect(tables.length).toBeGreaterThan(2)
  for (const { name } of tables) {
    const found = await asAdministrator(stack.databases.admin, (sql) =>
      sql.unsafe(`select 1 from ${name} t where to_jsonb(t)::text ~ 'CANARY(ONE|TWO)'`),
    )
    expect([name, found.length]).toEqual([name, 0])
  }
  expect(theirs['run']).not.toBe(ours['run'])
})

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined)
  if (entries === undefined)
    return readFile(path).then(
      () => [path],
      () => [],
    )
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}
