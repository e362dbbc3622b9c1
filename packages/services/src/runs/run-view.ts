import type { RunState } from '@cmr/db/schema'
import type { RunLedger } from '@cmr/intake'
import type { Figure } from '@cmr/jurisdiction'
import type { RunRow } from './run-store.ts'

/** A run, for a page. */
export interface RunView {
  readonly id: string
  readonly batchId: string
  readonly policyId: string
  readonly state: RunState
  readonly jurisdictionVersion: string
  readonly ruleset: string
  readonly profile: string | null
  readonly county: string
  /** The day the law and the records were read as of, `YYYY-MM-DD`. */
  readonly asOf: string
  readonly createdAt: Date
  readonly publishedAt: Date | null
  readonly resultHash: string | null
  /** Who asked for it, and may not release it; null for runs of before that was kept. */
  readonly preparedBy: string | null
  /** Its outputs are drafts until somebody else released them. */
  readonly releasedBy: string | null
  readonly releasedAt: Date | null
}

/** A published run's report: the figures, and the report as its file has it. Null until it is published. */
export interface RunReportView {
  readonly figures: readonly Figure[]
  readonly summary: Readonly<Record<string, unknown>>
}

/** How a published run accounts for every line, row and answer; null until it is published. */
export function runLedgerOf({ ledger }: Pick<RunRow, 'ledger'>): RunLedger | null {
  // Safe: `publishRun` is the only writer.
  return ledger as RunLedger | null
}

export function runView(run: RunRow): RunView {
  return {
    id: run.id,
    batchId: run.batchId,
    policyId: run.policyId,
    state: run.state,
    jurisdictionVersion: run.jurisdictionVersion,
    ruleset: run.ruleset,
    profile: run.profile,
    county: run.county,
    asOf: run.asOf,
    createdAt: run.createdAt,
    publishedAt: run.publishedAt,
    resultHash: run.resultHash,
    preparedBy: run.createdBy,
    releasedBy: run.releasedBy,
    releasedAt: run.releasedAt,
  }
}

export function runReportView(run: RunRow): RunReportView | null {
  if (run.state !== 'published') return null
  // Safe: `publishRun` wrote both, and nothing else does.
  return { figures: run.figures as readonly Figure[], summary: run.summary as Readonly<Record<string, unknown>> }
}
