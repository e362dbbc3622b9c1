import type { Tx } from '@cmr/db'
import { subjects, subjectSlices } from '@cmr/db/schema'
import type { IntakeEntry } from '@cmr/jurisdiction'
import { and, asc, type Column, eq, gte, lt, type SQL } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { SliceCipher } from './slice-cipher.ts'

/** A subject with its rows still sealed. */
export interface SealedSubject {
  readonly id: string
  readonly ordinal: number
  readonly slices: readonly { readonly chunkNo: number; readonly subjectKey: Buffer; readonly sealed: Buffer }[]
}

/**
 * The subjects of a file from ordinal `start` up to, not including, `end`, in order, each with its slices in file
 * order. Slices are found by ordinal, because under row-level security equal keys would not be looked up in an index.
 */
export async function listSealedSubjects(
  tx: Tx,
  ctx: Context,
  range: { batchFileId: string; start: number; end: number },
): Promise<SealedSubject[]> {
  const { batchFileId, start, end } = range
  const people = await tx
    .select({ id: subjects.id, ordinal: subjects.ordinal })
    .from(subjects)
    .where(
      and(
        eq(subjects.tenantId, ctx.tenant.id),
        eq(subjects.batchFileId, batchFileId),
        within(subjects.ordinal, start, end),
      ),
    )
    .orderBy(asc(subjects.ordinal))
  const { ordinal, chunkNo, subjectKey, sealed } = subjectSlices
  const slices = await tx
    .select({ ordinal, chunkNo, subjectKey, sealed })
    .from(subjectSlices)
    .where(
      and(
        eq(subjectSlices.tenantId, ctx.tenant.id),
        eq(subjectSlices.batchFileId, batchFileId),
        within(ordinal, start, end),
      ),
    )
    .orderBy(asc(ordinal), asc(chunkNo))
  const byOrdinal = new Map<number | null, (typeof slices)[number][]>(people.map((person) => [person.ordinal, []]))
  for (const slice of slices) byOrdinal.get(slice.ordinal)?.push(slice)
  return people.map((person) => ({ ...person, slices: byOrdinal.get(person.ordinal) ?? [] }))
}

function within(column: Column, start: number, end: number): SQL | undefined {
  return and(gte(column, start), lt(column, end))
}

/** All rows of one subject, in file order. */
export async function openEntries(
  cipher: SliceCipher,
  batchFileId: string,
  subject: SealedSubject,
): Promise<IntakeEntry[]> {
  const entries: IntakeEntry[] = []
  for (const { chunkNo, subjectKey, sealed } of subject.slices) {
    entries.push(...(await cipher.open({ batchFileId, chunkNo, subjectKey }, sealed)))
  }
  return entries
}
