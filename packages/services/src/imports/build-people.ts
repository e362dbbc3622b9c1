import { copyRow, newId, type Tx, withTenant } from '@cmr/db'
import { charges, subjects } from '@cmr/db/schema'
import type { IntakeEntry, IntakeFormat } from '@cmr/jurisdiction'
import type { Charge, Subject } from '@cmr/record'
import { sql } from 'drizzle-orm'
import { audit } from '../audit/audit.ts'
import { type Context, requireSystem } from '../context.ts'
import { finishChunk } from '../jobs/chunk-store.ts'
import { addProgress } from '../jobs/progress-store.ts'
import { parseInput } from '../parse-input.ts'
import { nameKey } from '../people/name-key.ts'
import { shownText, shownValues } from '../people/shown-text.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { insertStaged, withStagedRows } from '../staging/with-staged-rows.ts'
import { JobChunkInput } from '../jobs/job-input.ts'
import { tenantFormat } from '../tenant-ruleset.ts'
import { lockBatchFile } from './import-store.ts'
import { leaseImportChunk } from './lease-import-chunk.ts'
import { SliceCipher } from './slice-cipher.ts'
import { listSealedSubjects, openEntries } from './subject-entries.ts'

interface BuiltPerson {
  readonly id: string
  readonly ordinal: number
  readonly subject: Subject
  readonly entries: readonly IntakeEntry[]
}

/**
 * Builds one part of a file's subjects from their sealed rows and stores what pages and search need: names, birth
 * days and charges. A part that is done already, or whose file was refused, is left alone. Throws UNAVAILABLE while
 * another worker holds the part, or when another took it over before the end.
 */
export async function buildPeople(
  ctx: Context,
  deps: ServiceDeps,
  input: JobChunkInput,
): Promise<{ state: 'done' | 'rejected' }> {
  requireSystem(ctx)
  const chunk = parseInput(JobChunkInput, input)
  const { jobId, batchFileId } = chunk
  const tenantId = ctx.tenant.id
  const { batchFile, lease } = await leaseImportChunk(ctx, deps, 'people', chunk)
  if (lease === undefined) return { state: batchFile.state === 'rejected' ? 'rejected' : 'done' }
  const { start, end } = lease
  const sealed = await withTenant(deps.ingestDb, tenantId, (tx) =>
    listSealedSubjects(tx, ctx, { batchFileId, start, end }),
  )
  const cipher = await SliceCipher.create(deps.keys, tenantId)
  const format = tenantFormat(ctx)
  const people: BuiltPerson[] = []
  for (const person of sealed) {
    const entries = await openEntries(cipher, batchFileId, person)
    people.push({ id: person.id, ordinal: person.ordinal, entries, subject: format.assemble(entries) })
  }
  return withTenant(deps.ingestDb, tenantId, async (tx) => {
    const { state } = await lockBatchFile(tx, ctx, batchFileId, 'share')
    if (state === 'rejected') return { state }
    await nameSubjects(tx, ctx, batchFileId, people)
    await insertStaged(tx, charges, CHARGE_COLUMNS, chargeRows(ctx, format, people))
    await addProgress(tx, ctx, jobId, 'people', { done: lease.rowCount ?? 0 })
    const counted = people.reduce((sum, { subject }) => sum + subject.charges.length, 0)
    await finishChunk(tx, lease, { subjects: people.length, charges: counted })
    await audit(tx, ctx, { action: 'file.build', objectKind: 'batch-file', objectId: batchFileId })
    return { state: 'done' }
  })
}

async function nameSubjects(tx: Tx, ctx: Context, batchFileId: string, people: readonly BuiltPerson[]): Promise<void> {
  const rows = people.map(({ ordinal, subject }) => {
    const name = shownText(subject.name)
    return copyRow([ordinal, name, nameKey(name), subject.bornOn ?? null])
  })
  await withStagedRows(tx, subjects, ['ordinal', 'name', 'nameKey', 'bornOn'], rows, (staged) =>
    tx.execute(sql`
      update ${subjects} as own set name = built.name, name_key = built.name_key, born_on = built.born_on
      from ${staged} as built
      where own.tenant_id = ${ctx.tenant.id} and own.batch_file_id = ${batchFileId} and own.ordinal = built.ordinal`),
  )
}

const CHARGE_COLUMNS = [
  'tenantId',
  'id',
  'subjectId',
  'row',
  'line',
  'caseId',
  'caseLabel',
  'literal',
  'disposedOn',
  'county',
  'chargeIndex',
  'given',
] as const

function* chargeRows(ctx: Context, format: IntakeFormat, people: readonly BuiltPerson[]): Generator<string> {
  for (const { id, subject, entries } of people) {
    const entryOf = new Map(entries.map((entry) => [entry.row, entry]))
    for (const [index, charge] of subject.charges.entries()) {
      const entry = entryOf.get(charge.row)
      yield copyRow([
        ctx.tenant.id,
        newId(),
        id,
        charge.row,
        charge.line,
        shownText(charge.caseId),
        caseLabel(charge),
        shownText(charge.literal).trim(),
        charge.disposedOn ?? null,
        (entry && format.countyOf(entry)) ?? '',
        index,
        JSON.stringify(shownValues(charge.given)),
      ])
    }
  }
}

/** The court's own number where the format gives one as `caseNumber`, else the key that counts of one case share. */
function caseLabel({ caseId, given }: Charge): string {
  const { caseNumber } = given
  return shownText(typeof caseNumber === 'string' && caseNumber !== '' ? caseNumber : caseId).trim()
}
