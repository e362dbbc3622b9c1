import { requirePermission } from '@cmr/auth'
import { type Tx, withTenant } from '@cmr/db'
import { determinations } from '@cmr/db/schema'
import type { Determination, Outcome, Ruleset } from '@cmr/jurisdiction'
import { asc, count, desc, type SQL, sql } from 'drizzle-orm'
import { type LayerView, layersView, type PolicyLayerView } from '../answers/layers-view.ts'
import { rulesetOfRun } from '../answers/ruleset-of-run.ts'
import { audit } from '../audit/audit.ts'
import type { Context } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { seesIdentity, withholdName } from '../people/withheld.ts'
import { getPublishedRun, type RunRow } from '../runs/run-store.ts'
import { type RunView, runView } from '../runs/run-view.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { BLANK, ListResultsInput, type ResultsQuery, type ResultSort } from './list-results-input.ts'
import { ofRun, resultFilters } from './result-filters.ts'

/** One charge with its answer. */
export interface ResultRow {
  readonly id: string
  readonly subjectId: string
  readonly name: string
  readonly literal: string
  readonly county: string
  readonly disposedOn: string | null
  readonly determination: string
  readonly reason: string
  readonly outcome: Outcome['kind']
  /** Labels of the facts the law presumed, over both layers. */
  readonly presumed: readonly string[]
  readonly floor: BriefLayer
  /** Null where no rule of the office's policy answered. */
  readonly policy: (BriefLayer & Pick<PolicyLayerView, 'effect' | 'differs'>) | null
  /** The office's policy asked for less than the statute gives, without a ground. */
  readonly refused: boolean
}

/** What one layer answered, in short. */
export interface BriefLayer {
  readonly outcome: Outcome
  /** Label of the relief the outcome names; null when it names none. */
  readonly relief: string | null
  readonly presumed: boolean
}

/** A value a filter could take, and how many rows it would leave; `-` is the empty cell. */
export interface FacetValue {
  readonly value: string
  readonly count: number
}

/** One page of a published run's results. */
export interface ResultsPage {
  readonly run: RunView
  readonly rows: readonly ResultRow[]
  /** Rows over all pages. */
  readonly total: number
  /** Rows of the run without any filter. */
  readonly all: number
  /** Each counted with the other filters on; most frequent first. */
  readonly facets: { readonly determination: readonly FacetValue[]; readonly reason: readonly FacetValue[] }
  /** The view as it was read, defaults filled in. */
  readonly query: ResultsQuery
}

const columns: Record<ResultSort, SQL> = {
  name: sql`${determinations.nameKey}`,
  literal: sql`${determinations.literal} collate "C"`,
  disposed_on: sql`${determinations.disposedOn}`,
  county: sql`${determinations.county} collate "C"`,
  determination: sql`${determinations.determination} collate "C"`,
  reason: sql`${determinations.reason} collate "C"`,
}

/**
 * One page of answers, sorted, filtered and counted by the database. Charges without the sorted value come last.
 * Who may not identify people is shown no names: throws FORBIDDEN for a search by name, and does not sort by it.
 * Throws VALIDATION for a view that cannot be read and NOT_FOUND when nothing is published.
 */
export async function listResults(ctx: Context, deps: ServiceDeps, input: ListResultsInput): Promise<ResultsPage> {
  requirePermission(ctx, 'result:read')
  const query = parseInput(ListResultsInput, input)
  if (query.name !== undefined) requirePermission(ctx, 'person:identify')
  return withTenant(deps.db, ctx.tenant.id, async (tx) => {
    const run = await getPublishedRun(tx, ctx, query.runId)
    const rows = await listPage(tx, ctx, run, resultFilters(ctx, run.id, query), query)
    const determination = await countFacet(tx, ctx, run.id, query, 'determination')
    const reason = await countFacet(tx, ctx, run.id, query, 'reason')
    const total = await tx.$count(determinations, resultFilters(ctx, run.id, query))
    const all = await tx.$count(determinations, ofRun(ctx, run.id))
    await audit(tx, ctx, { action: 'result.list', objectKind: 'run', objectId: run.id })
    return { run: runView(run), rows, total, all, facets: { determination, reason }, query }
  })
}

async function listPage(
  tx: Tx,
  ctx: Context,
  run: RunRow,
  wanted: SQL | undefined,
  query: ResultsQuery,
): Promise<ResultRow[]> {
  const { id, subjectId, subjectName, literal, county, disposedOn, determination, reason, answer } = determinations
  const direction = query.direction === 'asc' ? asc : desc
  // The order of names would tell them.
  const isOrdered = query.sort !== 'name' || seesIdentity(ctx)
  const sorted = isOrdered ? [sql`${direction(columns[query.sort])} nulls last`] : []
  const found = await tx
    .select({ id, subjectId, name: subjectName, literal, county, disposedOn, determination, reason, answer })
    .from(determinations)
    .where(wanted)
    .orderBy(...sorted, asc(determinations.batchFileId), asc(determinations.row))
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
  const ruleset = rulesetOfRun(run)
  // Safe: `evaluateRange` wrote the engine's own answer.
  return found.map(({ answer: stored, ...row }) =>
    withholdName(ctx, { ...row, ...briefLayers(ruleset, stored as Determination) }),
  )
}

function briefLayers(
  ruleset: Ruleset,
  answer: Determination,
): Pick<ResultRow, 'outcome' | 'presumed' | 'floor' | 'policy' | 'refused'> {
  const { outcome, floor, policy } = layersView(ruleset, answer, false)
  const labels = [...floor.presumed, ...(policy?.presumed ?? [])].map(({ label }) => label)
  return {
    outcome: outcome.kind,
    presumed: [...new Set(labels)],
    floor: briefLayer(floor),
    policy: policy === null ? null : { ...briefLayer(policy), effect: policy.effect, differs: policy.differs },
    refused: answer.refused !== undefined,
  }
}

function briefLayer({ outcome, relief, presumed }: LayerView): BriefLayer {
  return { outcome, relief, presumed: presumed.length > 0 }
}

async function countFacet(
  tx: Tx,
  ctx: Context,
  runId: string,
  query: ResultsQuery,
  column: 'determination' | 'reason',
): Promise<FacetValue[]> {
  const found = await tx
    .select({ value: determinations[column], count: count() })
    .from(determinations)
    .where(resultFilters(ctx, runId, query, column))
    .groupBy(determinations[column])
    .orderBy(desc(count()), asc(determinations[column]))
  return found.map(({ value, count: rows }) => ({ value: value === '' ? BLANK : value, count: rows }))
}
