import { type Tx, withTenant } from '@cmr/db'
import { charges, runDifferences } from '@cmr/db/schema'
import { DIFFERENCE_COLUMNS, differenceCells, type ReportedCause } from '@cmr/engine'
import { AppError } from '@cmr/errors'
import { quoteCell } from '@cmr/intake'
import { and, asc, eq, gt, sql } from 'drizzle-orm'
import type { BatchFile } from '../batches/batch-store.ts'
import type { Context } from '../context.ts'
import type { HashedWriter } from '../runs/result-objects.ts'
import type { ServiceDeps } from '../service-deps.ts'

/** Differences held at a time. */
const PAGE = 5000

/** What is written, and where. */
export interface DifferencesWork {
  readonly runId: string
  /** Loaded files of the batch, in order of position. */
  readonly sources: readonly BatchFile[]
  readonly causes: readonly ReportedCause[]
  readonly writer: HashedWriter
  /** Called in each transaction that reads. */
  readonly onPage: (tx: Tx) => Promise<void>
}

/** Writes `differences.csv`, in UTF-8, by file and line, one page in memory at a time. Gives the number of differences. */
export async function writeDifferences(ctx: Context, deps: ServiceDeps, work: DifferencesWork): Promise<number> {
  const causes = new Map(work.causes.map((cause) => [cause.id, cause]))
  await work.writer.write(Buffer.from(line(DIFFERENCE_COLUMNS)))
  let written = 0
  for (const { batchFile, file } of work.sources) {
    for (let after = -1, more = true; more;) {
      const page = await withTenant(deps.db, ctx.tenant.id, async (tx) => {
        await work.onPage(tx)
        return listAfter(tx, ctx, work.runId, batchFile.id, after)
      })
      const lines = page.map(({ caseNumber, cause, ...found }) =>
        line(
          differenceCells({
            ...{ ...found, file: file.name },
            ...{ caseNumber: caseNumber ?? '', cause: causeOf(causes, cause) },
          }),
        ),
      )
      await work.writer.write(Buffer.from(lines.join('')))
      written += page.length
      after = page.at(-1)?.row ?? after
      more = page.length === PAGE
    }
  }
  return written
}

function line(cells: readonly string[]): string {
  return cells.map(quoteCell).join(',') + '\n'
}

function causeOf(causes: ReadonlyMap<string, ReportedCause>, id: string): ReportedCause {
  const cause = causes.get(id)
  if (cause !== undefined) return cause
  throw new AppError('INTERNAL', 'A difference has a cause its comparison does not name.', {
    details: { reason: 'unknown-cause' },
  })
}

function listAfter(tx: Tx, ctx: Context, runId: string, batchFileId: string, row: number) {
  const own = runDifferences
  return tx
    .select({
      row: own.row,
      line: own.line,
      before: own.before,
      after: own.after,
      cause: own.cause,
      caseNumber: sql<string | null>`${charges.given} ->> 'caseNumber'`,
    })
    .from(own)
    .leftJoin(charges, chargeOfDifference)
    .where(
      and(eq(own.tenantId, ctx.tenant.id), eq(own.runId, runId), eq(own.batchFileId, batchFileId), gt(own.row, row)),
    )
    .orderBy(asc(own.row))
    .limit(PAGE)
}

/**
 * Joins a difference with the charge it is about, by its id alone: with more columns to choose from the planner may take
 * an index of a whole file.
 */
export const chargeOfDifference = and(
  eq(charges.tenantId, runDifferences.tenantId),
  eq(charges.id, runDifferences.chargeId),
)
