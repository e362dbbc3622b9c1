import { asAdministrator } from '@cmr/db/embedded'
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { Stack } from '../fixtures.ts'
import type { Visitor } from './people.ts'
import { visit } from './visit.ts'
import type { Answer, Asked } from './visit.ts'

/** What a county has, by the names route parameters give it. */
export type Owned = Readonly<Record<string, string>>

/**
 * Sends a file as an analyst does, over HTTP, and waits for its answers. `canary` is put into every person's name, into
 * the texts of charges and into the file's name. A second file is begun and left unfinished.
 */
export async function fillCounty(stack: Stack, analyst: Visitor, sample: string, canary: string): Promise<Owned> {
  const slug = analyst.slug ?? ''
  const send = async (asked: Asked) => okay(asked, await visit(stack, analyst, asked))
  const batch = await newBatch(send, slug)
  const text = await readFile(stack.file(sample), 'latin1')
  const marked = text.replaceAll('TESTPERSON-', `TESTPERSON-${canary}-`).replaceAll(' HS-P', ` HS-${canary} P`)
  const file = await upload(send, slug, batch, `${canary}.csv`, Buffer.from(marked, 'latin1'))
  const sha256 = createHash('sha256').update(marked, 'latin1').digest('hex')
  await send({ method: 'POST', address: `/${slug}/files/finish`, form: { fileId: file, sha256 } })
  await send({ method: 'POST', address: `/${slug}/files/${batch}/confirm`, form: {} })
  const run = await publishedRun(stack, batch)
  const unfinished = await newBatch(send, slug)
  const uploading = await upload(send, slug, unfinished, `${canary}-unfinished.csv`, undefined)
  const [found] = await asAdministrator(
    stack.databases.admin,
    (sql) => sql<Record<string, string>[]>`select
      (select id from app.jobs where run_id = ${run} limit 1) as job,
      (select subject_id from app.charges where tenant_id = b.tenant_id limit 1) as person,
      (select id from app.run_files where run_id = ${run} and name like '%.csv' limit 1) as file,
      (select user_id from auth.memberships where tenant_id = b.tenant_id limit 1) as member,
      (select id from auth.users where staff is not null limit 1) as colleague
      from app.batches b where b.id = ${batch}`,
  )
  return { tenant: slug, office: slug, batch, run, upload: uploading, draft: unfinished, ...found }
}

async function newBatch(send: (asked: Asked) => Promise<Answer>, slug: string): Promise<string> {
  // The page's own script asks for data alone; the answer names the batch.
  const { body } = await send({ method: 'POST', address: `/${slug}/files/new.data`, form: {} })
  const id = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(body)?.[0]
  if (id === undefined) throw new Error('No batch was begun.')
  return id
}

async function upload(
  send: (asked: Asked) => Promise<Answer>,
  slug: string,
  batch: string,
  name: string,
  bytes: Buffer | undefined,
): Promise<string> {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  const tus = { 'Tus-Resumable': '1.0.0' }
  const created = await send({
    method: 'POST',
    address: `/${slug}/uploads`,
    headers: {
      ...tus,
      'Upload-Length': String(bytes?.length ?? 10),
      'Upload-Metadata': `batch ${base64(batch)},name ${base64(name)}`,
    },
  })
  const id = /uploads\/([0-9a-f-]{36})/.exec(created.headers)?.[1] ?? ''
  if (bytes === undefined) return id
  const headers = { ...tus, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' }
  await send({ method: 'PATCH', address: `/${slug}/uploads/${id}`, headers, bytes })
  return id
}

function okay(asked: Asked, answer: Answer): Answer {
  if (answer.status < 400) return answer
  throw new Error(`${asked.method} ${asked.address} answered ${answer.status}: ${answer.body.slice(0, 300)}`)
}

async function publishedRun(stack: Stack, batch: string): Promise<string> {
  for (let tries = 0; tries < 480; tries += 1) {
    const [row] = await asAdministrator(
      stack.databases.admin,
      (sql) => sql<{ run: string | null }[]>`select published_run_id as run from app.batches where id = ${batch}`,
    )
    if (typeof row?.run === 'string') return row.run
    await wait(250)
  }
  throw new Error('The batch was not answered within two minutes.')
}
