import { asAdministrator } from '@cmr/db/embedded'
import { readFile } from 'node:fs/promises'
import { constants, deflateRawSync } from 'node:zlib'
import { expect } from './fixtures.ts'
import type { Stack } from './fixtures.ts'
import { atOnce } from './matrix/at-once.ts'
import { PAGE_HEADERS } from './matrix/headers.ts'
import { makeVisitors, NOBODY } from './matrix/people.ts'
import { addressOf, formOf } from './matrix/samples.ts'
import { OURS, test } from './matrix/test.ts'
import type { Counties } from './matrix/test.ts'
import { visit } from './matrix/visit.ts'
import type { Answer } from './matrix/visit.ts'

const UPLOAD = { 'Tus-Resumable': '1.0.0' }
const AT_ONCE = 8

/** Rows of every table of the offices: nothing changed when these are equal. */
async function rowCounts(stack: Stack): Promise<string> {
  return asAdministrator(stack.databases.admin, async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('app', 'queue') order by 1`
    const counts = []
    for (const { name } of tables)
      counts.push(
        ...(await sql.unsafe(`select '${name}' as name, count(*)::int, max(xmin::text) as changed from ${name}`)),
      )
    return JSON.stringify(counts)
  })
}

test('a write that does not come from our own pages is refused on every route and mount, and changes nothing', async ({
  counties: { member, ours },
  manifest: { routes, mounts },
  stack,
}) => {
  test.setTimeout(300_000)
  const origins: Record<string, string>[] = [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { 'Sec-Fetch-Site': 'none' },
    { 'Sec-Fetch-Site': '', Origin: 'https://evil.example' },
    { 'Sec-Fetch-Site': 'cross-site', Origin: stack.origin },
    { 'Sec-Fetch-Site': '', Origin: 'null' },
  ]
  const writes = [
    ...routes
      .filter(({ does }) => does === 'write')
      .map((route) => ({ path: route.path, form: formOf(route, ours) ?? {} })),
    ...mounts.map(({ path }) => ({ path, form: {} })),
  ]
  const requests = writes.flatMap(({ path, form }) => {
    const plain = addressOf(path, OURS, ours)
    const addresses = [plain, `${plain}.data`, `${plain}?_data=routes%2F$tenant`]
    return addresses.flatMap((address) =>
      ['POST', 'PUT', 'PATCH', 'DELETE'].flatMap((method) =>
        origins.map((headers) => ({ method, address, form, headers })),
      ),
    )
  })
  const before = await rowCounts(stack)
  await atOnce(AT_ONCE, requests, async (asked) => {
    const { status } = await visit(stack, member('admin'), asked)
    expect([asked.method, asked.address, asked.headers, status]).toEqual([
      asked.method,
      asked.address,
      asked.headers,
      403,
    ])
  })
  expect(await rowCounts(stack)).toBe(before)
  console.log(`figure: ${requests.length} writes from elsewhere to ${writes.length} addresses refused, nothing changed`)
})

test('files, streams, errors and refusals carry the headers too; cookies have their flags; signing out clears', async ({
  counties: { member, ours },
  manifest: { routes },
  stack,
}) => {
  const analyst = member('analyst')
  const answers: [string, Answer][] = []
  const files = routes.filter(({ page, does }) => !page && does === 'read')
  for (const { path } of files)
    answers.push([path, await visit(stack, analyst, { method: 'GET', address: addressOf(path, OURS, ours) })])
  for (const address of ['/nowhere', '/health', '/%E0%A4%A', `/${'a'.repeat(9000)}`])
    answers.push([address.slice(0, 20), await visit(stack, NOBODY, { method: 'GET', address })])
  answers.push([
    'refused write',
    await visit(stack, NOBODY, {
      method: 'POST',
      address: '/sign-in',
      form: {},
      headers: { 'Sec-Fetch-Site': 'none' },
    }),
  ])
  for (const [what, { headers }] of answers) {
    const given = Object.fromEntries(JSON.parse(headers) as [string, string][])
    expect([what, given]).toEqual([
      what,
      expect.objectContaining({
        ...PAGE_HEADERS,
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      }),
    ])
  }
  const [leaver = NOBODY] = await makeVisitors(stack, [OURS])
  const address = `/${OURS}/files`
  expect((await visit(stack, leaver, { method: 'GET', address })).status).toBe(200)
  const out = await visit(stack, leaver, { method: 'POST', address: '/sign-out', form: {} })
  expect(out.headers).toContain('"clear-site-data"')
  expect(out.headers).toMatch(/"set-cookie","[^"]*; HttpOnly; SameSite=Lax/)
  expect((await visit(stack, leaver, { method: 'GET', address })).status).toBe(302)
})

/** A ZIP of two megabytes that would inflate to two gigabytes. */
function zipBomb(): Buffer {
  const block = deflateRawSync(Buffer.alloc(16 << 20), { finishFlush: constants.Z_FULL_FLUSH })
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(8, 8)
  return Buffer.concat([header, ...Array.from({ length: 128 }, () => block)])
}

async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
}

/** Announces a file and sends its bytes. */
async function send(
  stack: Stack,
  { member, ours }: Counties,
  name: string,
  bytes: Buffer,
  announced = bytes.length,
): Promise<Answer> {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const created = await visit(stack, member('analyst'), {
    method: 'POST',
    address: `/${OURS}/uploads`,
    headers: {
      ...UPLOAD,
      'Upload-Length': String(announced),
      'Upload-Metadata': `batch ${base64(ours['draft'] ?? '')},name ${base64(name)}`,
    },
  })
  const address = /"location","([^"]+)"/.exec(created.headers)?.[1]
  if (address === undefined) return created
  const headers = { ...UPLOAD, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' }
  return visit(stack, member('analyst'), {
    method: 'PATCH',
    address: new URL(address, stack.origin).pathname,
    headers,
    bytes,
  })
}

test('uploads: a byte too many, archives and documents, hostile names', async ({ counties, stack }) => {
  expect((await send(stack, counties, 'large.csv', Buffer.alloc(0), 20 * 2 ** 30 + 1)).status).toBe(413)
  expect((await send(stack, counties, 'more.csv', Buffer.alloc(11, 'x'), 10)).status).toBe(413)
  const before = await memoryOf(stack.webPid)
  const bomb = zipBomb()
  const refused = await send(stack, counties, 'bomb.zip', bomb)
  const grown = (await memoryOf(stack.webPid)) - before
  expect([refused.status, refused.body]).toEqual([400, expect.stringContaining('ZIP archive')])
  expect(grown).toBeLessThan(100)
  for (const [name, start] of [
    ['a.pdf', '%PDF-1.7'],
    ['a.gz', '\x1f\x8b\x08\0\0\0\0\0'],
    ['a.xls', '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'],
  ] as const) {
    const { status, body } = await send(stack, counties, name, Buffer.from(start + 'x'.repeat(100), 'latin1'))
    expect([name, status, body]).toEqual([name, 400, expect.stringContaining('not a text file')])
  }
  for (const name of [
    '../../../../tmp/x',
    '=cmd|calc!A0.csv',
    '<script>alert(1)</script>.csv',
    'a\r\nX-Evil: 1.csv',
    'CON',
    '\u202Ecsv.exe',
    'x'.repeat(900),
  ]) {
    const { status, headers } = await send(stack, counties, name, Buffer.from('hello'))
    expect([name, status, headers.includes('X-Evil')]).toEqual([name, 204, false])
  }
  const page = await visit(stack, counties.member('analyst'), {
    method: 'GET',
    address: `/${OURS}/files/new?batch=${counties.ours['draft'] ?? ''}`,
  })
  expect(page.body).not.toContain('<script>alert(1)')
  console.log(
    `figure: a ZIP of ${(bomb.length / 2 ** 20).toFixed(1)} MiB for 2 GiB refused, the server grew by ${grown.toFixed(0)} MiB`,
  )
})

test('a mistake in every route: a page of words with an id, and the cause in the log only', async ({
  counties: { member, ours },
  manifest: { routes },
  stack,
}) => {
  const tables = await asAdministrator(
    stack.databases.admin,
    (sql) => sql<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'app'
      and tablename not in ('tenants', 'audit_events', 'audit_heads', 'tenant_settings', 'support_grants')`,
  )
  const rename = (from: string, to: string) =>
    asAdministrator(stack.databases.admin, async (sql) => {
      for (const { name } of tables) await sql.unsafe(`alter table app.${from}${name} rename to ${to}${name}`)
    })
  const ids: string[] = []
  await rename('', 'gone_')
  try {
    for (const { path, does, page } of routes.filter(({ access, background }) => access === 'tenant' && !background)) {
      if (does === 'write' || /\*$/.test(path)) continue
      const { status, body } = await visit(stack, member('admin'), {
        method: 'GET',
        address: addressOf(path, OURS, ours),
      })
      expect([path, body.match(/relation|42P01|select |insert |node_modules|\.ts:|postgres|app\./)?.[0]]).toEqual([
        path,
        undefined,
      ])
      if (status < 500) continue
      const id =
        /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(
          page ? body.replace(/^[\s\S]*?Something went wrong/, '') : body,
        )?.[0] ?? ''
      ids.push(id)
    }
  } finally {
    await rename('gone_', '')
  }
  expect(ids.length).toBeGreaterThan(8)
  const log = await readFile(`${stack.folder}/web.log`, 'utf8')
  expect(ids.filter((id) => !log.includes(id))).toEqual([])
  expect(log).not.toMatch(/CANARY|TESTPERSON/)
  console.log(`figure: ${ids.length} routes failed on purpose, each with an id that the log explains`)
})
