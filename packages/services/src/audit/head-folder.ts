import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@cmr/errors'
import { keepFile, type Signer } from '@cmr/storage'
import { z } from 'zod'

const PURPOSE = 'audit-head'
const hex = z.string().regex(/^[0-9a-f]{64}$/)

const HeadFile = z.strictObject({
  format: z.literal(1),
  tenantId: z.uuid(),
  /** Day it was written, in UTC. */
  day: z.iso.date(),
  /** Number and hash of the last event of that day. */
  seq: z.int().min(1),
  hash: hex,
  lastEventAt: z.iso.datetime(),
  /** SHA-256 of the file of the day before that has one; null for the first. */
  previous: hex.nullable(),
  signature: z.string(),
})
type HeadFile = z.output<typeof HeadFile>

/** Where an office's audit log ended on a day, as it was kept outside the database. */
export type AuditHead = Pick<HeadFile, 'day' | 'seq' | 'hash' | 'lastEventAt'>

/**
 * The heads of an office in `root`, oldest first: a folder an office, a file a day. Throws PRECONDITION
 * (`audit-heads-damaged`) naming the first file that cannot be read, was not signed by the service, or does not follow
 * the file before it.
 */
export async function readAuditHeads(
  root: string,
  tenantId: string,
  signer: Pick<Signer, 'verify'>,
): Promise<AuditHead[]> {
  const read = await readHeadFiles(root, tenantId, signer)
  return read.map(({ head: { day, seq, hash, lastEventAt } }) => ({ day, seq, hash, lastEventAt }))
}

/**
 * Keeps a head in `root`, signed and bound to the one before. A day has one file, which is never written again: a second
 * call of the day changes nothing and gives false. The file is there whole or not at all, also after a crash.
 */
export async function writeHeadFile(
  root: string,
  tenantId: string,
  head: AuditHead,
  signer: Pick<Signer, 'sign' | 'verify'>,
): Promise<boolean> {
  const last = (await readHeadFiles(root, tenantId, signer)).at(-1)
  if (last !== undefined && last.head.day >= head.day) return false
  const previous = last === undefined ? null : last.digest
  const unsigned = { format: 1 as const, tenantId, ...head, previous }
  const signature = signer.sign(PURPOSE, signedText(unsigned))
  const text = JSON.stringify({ ...unsigned, signature }, null, 2) + '\n'
  await mkdir(join(root, tenantId), { recursive: true, mode: 0o750 })
  return keepFile(join(root, tenantId, `${head.day}.json`), Buffer.from(text), 0o440)
}

async function readHeadFiles(
  root: string,
  tenantId: string,
  signer: Pick<Signer, 'verify'>,
): Promise<{ head: HeadFile; digest: string }[]> {
  const names = (await listFolder(join(root, tenantId))).filter((name) => /^\d{4}-\d\d-\d\d\.json$/.test(name)).sort()
  const read: { head: HeadFile; digest: string }[] = []
  for (const name of names) {
    const text = await readFile(join(root, tenantId, name), 'utf8')
    const head = parseHead(text)
    const follows = head?.previous === (read.at(-1)?.digest ?? null)
    if (head === undefined || !follows || !isOurs(head, tenantId, name, signer)) throw damaged(name)
    read.push({ head, digest: createHash('sha256').update(text).digest('hex') })
  }
  return read
}

function parseHead(text: string): HeadFile | undefined {
  try {
    return HeadFile.safeParse(JSON.parse(text)).data
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function isOurs(head: HeadFile, tenantId: string, name: string, signer: Pick<Signer, 'verify'>): boolean {
  const { signature, ...unsigned } = head
  if (head.tenantId !== tenantId || `${head.day}.json` !== name) return false
  return signer.verify(PURPOSE, signedText(unsigned), signature)
}

/** What is signed: the fields by name, in the order of the alphabet. */
function signedText(head: Omit<HeadFile, 'signature'>): string {
  return JSON.stringify(Object.entries(head).sort(([a], [b]) => (a < b ? -1 : 1)))
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

function damaged(file: string): AppError {
  return new AppError(
    'PRECONDITION',
    `The audit head ${file} is not the one the service wrote, or one before it is missing.`,
    { details: { reason: 'audit-heads-damaged', file } },
  )
}
