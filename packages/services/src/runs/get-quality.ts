import { requirePermission } from '@cmr/auth'
import { withTenant } from '@cmr/db'
import { AppError } from '@cmr/errors'
import type { RunLedger } from '@cmr/intake'
import { z } from 'zod'
import { audit } from '../audit/audit.ts'
import { listBatchFiles } from '../batches/batch-store.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import type { QualityReport } from './run-report.ts'
import { getPublishedRun } from './run-store.ts'
import { runLedgerOf, type RunView, runView } from './run-view.ts'

export const GetQualityInput = z.strictObject({ runId: z.uuid() })
export type GetQualityInput = z.input<typeof GetQualityInput>

/** What in the record makes a run's answers doubtful. */
export interface RunQuality extends QualityReport {
  readonly run: RunView
  readonly ledger: RunLedger
  /** The files that examples are of: number, from 0, and name. */
  readonly files: readonly { readonly file: number; readonly name: string }[]
}

/** Looking is recorded. Throws NOT_FOUND until the run is published, and for runs published before there were quality reports. */
export async function getQuality(ctx: Context, deps: ServiceDeps, input: GetQualityInput): Promise<RunQuality> {
  requirePermission(ctx, 'run:read')
  const { runId } = parseInput(GetQualityInput, input)
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const run = await getPublishedRun(tx, ctx, runId)
    const ledger = runLedgerOf(run)
    if (ledger === null || run.quality === null) {
      throw new AppError('NOT_FOUND', 'This run was made before there were quality reports. Start a new run.', {
        details: { reason: 'no-quality-report' },
      })
    }
    const files = await listBatchFiles(tx, ctx, [run.batchId])
    await audit(tx, ctx, { action: 'quality.view', objectKind: 'run', objectId: run.id })
    return {
      // Safe: `publishRun` is the only writer.
      ...(run.quality as QualityReport),
      run: runView(run),
      ledger,
      files: files.map(({ batchFile, file }) => ({ file: batchFile.position - 1, name: file.name })),
    }
  })
}
