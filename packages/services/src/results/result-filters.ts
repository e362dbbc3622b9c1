import { determinations } from '@cmr/db/schema'
import { and, eq, gte, isNull, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { Context } from '../context.ts'
import { nameKey } from '../people/name-key.ts'
import { BLANK, type ResultsQuery } from './list-results-input.ts'
import { prefixRange } from './prefix-range.ts'

type Facet = 'determination' | 'reason'

/** The rows of one run. */
export function ofRun(ctx: Context, runId: string): SQL | undefined {
  return and(eq(determinations.tenantId, ctx.tenant.id), eq(determinations.runId, runId))
}

/** The rows of one run that a query asks for; `except` leaves one filter out, to count what else it could be. */
export function resultFilters(ctx: Context, runId: string, query: ResultsQuery, except?: Facet): SQL | undefined {
  const { outcome, floor, county, disposedFrom, disposedTo } = query
  return and(
    ofRun(ctx, runId),
    except === 'determination' ? undefined : cellIs('determination', query.determination),
    except === 'reason' ? undefined : cellIs('reason', query.reason),
    outcome === undefined ? undefined : eq(determinations.outcome, outcome),
    floor === undefined ? undefined : eq(determinations.floorOutcome, floor),
    policyIs(query.policy),
    presumedIs(query.presumed),
    county === undefined ? undefined : eq(determinations.county, county),
    nameBegins(query.name),
    literalBegins(query.literal),
    disposedFrom === undefined ? undefined : gte(determinations.disposedOn, disposedFrom),
    disposedTo === undefined ? undefined : lte(determinations.disposedOn, disposedTo),
  )
}

function cellIs(column: Facet, value: string | undefined): SQL | undefined {
  return value === undefined ? undefined : eq(determinations[column], value === BLANK ? '' : value)
}

function policyIs(effect: ResultsQuery['policy']): SQL | undefined {
  if (effect === undefined) return undefined
  return effect === 'none' ? isNull(determinations.policyEffect) : eq(determinations.policyEffect, effect)
}

function presumedIs(presumed: ResultsQuery['presumed']): SQL | undefined {
  if (presumed === undefined) return undefined
  return presumed === 'yes' ? sql`${determinations.presumed} <> '{}'` : sql`${determinations.presumed} = '{}'`
}

function nameBegins(name: string | undefined): SQL | undefined {
  if (name === undefined) return undefined
  const { from, to } = prefixRange(nameKey(name))
  return and(gte(determinations.nameKey, from), lt(determinations.nameKey, to))
}

function literalBegins(literal: string | undefined): SQL | undefined {
  if (literal === undefined) return undefined
  const { from, to } = prefixRange(literal.toUpperCase())
  const folded = sql`upper(${determinations.literal}) collate "C"`
  return and(gte(folded, from), lt(folded, to))
}
