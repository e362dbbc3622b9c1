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
import { entriesByPlace, placeOf, splitBySource } from './person-sources.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { insertStaged, withStagedRows } from '../staging/with-staged-rows.ts'
import { JobChunkInput } from '../jobs/job-input.ts'
import { tenantFormat } from '../tenant-ruleset.ts'
import { lockBatchFile } from './import-store.ts'
import { leaseImportChunk } from './lease-import-chunk.ts'
import { SliceCipher } from './slice-cipher.ts'
import { fileIdsOf, listSealedSubjects, openEntries } from './subject-entries.ts'

interface BuiltPerson {
  readonly id: string
  readonly ordinal: number
  readonly subject: Subject
  readonly entries: readonly IntakeEntry[]
  /** Files of the batch the person has rows in, by number. */
  readonly fileIds: ReadonlyMap<number, string>
}

/**
 * Builds one part of the subjects that appear first in a file, from their sealed rows in all files, and stores what pages and search need: names, birth
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
    const entries = await openEntries(cipher, person)
    const subject = format.assemble(entries, 'record-set')
    people.push({ id: person.id, ordinal: person.ordinal, entries, subject, fileIds: fileIdsOf(person) })
  }
  return withTenant(deps.ingestDb, tenantId, async (tx) => {
    const { state } = await lockBatchFile(tx, ctx, batchFileId, 'share')
    if (state === 'rejected') return { state }
    await nameSubjects(tx, ctx, batchFileId, people)
    await insertStaged(tx, charges, CHARGE_COLUMNS, chargeRows(ctx, format, people))
    await addProgress(tx, ctx, jobId, 'people', { done: lease.rowCount ?? 0 })
    await finishChunk(tx, lease, {})
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
  'batchFileId',
  'row',
  'line',
  'caseId',
  'caseLabel',
  'literal',
  'disposedOn',
  'county',
  'chargeIndex',
  'given',
  'repeated',
] as const

/**
 * The charges of a person, and behind them those that only rulesets find which take each file alone: counts that
 * repeat a count of another file.
 */
function* chargesOf(format: IntakeFormat, { subject, entries }: BuiltPerson): Generator<[Charge, repeated: boolean]> {
  const seen = new Set<string>()
  for (const charge of subject.charges) {
    seen.add(charge.id)
    yield [charge, false]
  }
  const sources = splitBySource(format, entries)
  if (sources.length === 1 && subject.key !== '') return
  for (const own of sources) {
    for (const charge of format.assemble(own, 'file').charges) if (!seen.has(charge.id)) yield [charge, true]
  }
}

function* chargeRows(ctx: Context, format: IntakeFormat, people: readonly BuiltPerson[]): Generator<string> {
  for (const person of people) {
    const entryOf = entriesByPlace(person.entries)
    let index = 0
    for (const [charge, repeated] of chargesOf(format, person)) {
      const entry = entryOf.get(placeOf(charge))
      yield copyRow([
        ctx.tenant.id,
        newId(),
        person.id,
        person.fileIds.get(charge.file) ?? '',
        charge.row,
        charge.line,
        shownText(charge.caseId),
        caseLabel(charge),
        shownText(charge.literal).trim(),
        charge.disposedOn ?? null,
        (entry && format.countyOf(entry)) ?? '',
        index++,
        JSON.stringify(shownValues(charge.given)),
        repeated,
      ])
    }
  }
}

/** The court's own number where the format gives one as `caseNumber`, else the key that counts of one case share. */
function caseLabel({ caseId, given }: Charge): string {
  const { caseNumber } = given
  return shownText(typeof caseNumber === 'string' && caseNumber !== '' ? caseNumber : caseId).trim()
}
