import type { Tx } from '@cmr/db'
import { batchFiles, subjects, subjectSlices } from '@cmr/db/schema'
import type { IntakeEntry } from '@cmr/jurisdiction'
import { and, asc, between, eq, gte, lt } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { SliceCipher } from './slice-cipher.ts'

/** A subject with its rows still sealed. */
export interface SealedSubject {
  readonly id: string
  readonly ordinal: number
  readonly slices: readonly SealedSlice[]
}

/** Rows of one subject in one chunk of one file of its batch. */
export interface SealedSlice {
  readonly batchFileId: string
  /** 1-based. */
  readonly position: number
  readonly chunkNo: number
  readonly subjectKey: Buffer
  readonly sealed: Buffer
}

/**
 * The subjects that appear first in a file, from ordinal `start` up to, not including, `end`, in order, each with its
 * slices over all files of the batch in the order of files and rows. Ids of a batch's subjects count on with their
 * ordinals, so a range of them holds these people and no others; under row-level security equal keys would not be
 * looked up in an index.
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
        gte(subjects.ordinal, start),
        lt(subjects.ordinal, end),
      ),
    )
    .orderBy(asc(subjects.ordinal))
  const [first, last] = [people.at(0)?.id, people.at(-1)?.id]
  if (first === undefined || last === undefined) return []
  const { subjectId, chunkNo, subjectKey, firstRow, sealed } = subjectSlices
  const slices = await tx
    .select({
      subjectId,
      batchFileId: subjectSlices.batchFileId,
      position: batchFiles.position,
      chunkNo,
      subjectKey,
      sealed,
    })
    .from(subjectSlices)
    .innerJoin(
      batchFiles,
      and(eq(batchFiles.tenantId, subjectSlices.tenantId), eq(batchFiles.id, subjectSlices.batchFileId)),
    )
    .where(and(eq(subjectSlices.tenantId, ctx.tenant.id), between(subjectId, first, last)))
    .orderBy(asc(subjectId), asc(batchFiles.position), asc(chunkNo), asc(firstRow))
  const byId = new Map<string | null, SealedSlice[]>(people.map(({ id }) => [id, []]))
  for (const slice of slices) byId.get(slice.subjectId)?.push(slice)
  return people.map((person) => ({ ...person, slices: byId.get(person.id) ?? [] }))
}

/** All rows of one subject, in the order of files and rows; files are numbered by position from 0. */
export async function openEntries(cipher: SliceCipher, { slices }: SealedSubject): Promise<IntakeEntry[]> {
  const entries: IntakeEntry[] = []
  for (const { batchFileId, position, chunkNo, subjectKey, sealed } of slices) {
    entries.push(...(await cipher.open({ batchFileId, chunkNo, subjectKey }, position - 1, sealed)))
  }
  // Slices of one chunk under different keys may have their rows among each other.
  return entries.sort((a, b) => a.file - b.file || a.row - b.row)
}

/** Files of the batch a subject has rows in, by number: position from 0. */
export function fileIdsOf({ slices }: SealedSubject): Map<number, string> {
  return new Map(slices.map(({ position, batchFileId }) => [position - 1, batchFileId]))
}
