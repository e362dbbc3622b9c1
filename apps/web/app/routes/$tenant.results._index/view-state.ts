import type { results } from '@cmr/services'
import { z } from 'zod'
import { isOutcomeKind, isPolicyEffect } from '../../outcome-words.ts'

export const SORTS = ['name', 'literal', 'disposed_on', 'county', 'determination', 'reason'] as const
export const PAGE_SIZES = [25, 50, 100] as const

const text = z.string().trim().max(300).catch('')
const day = z.iso.date().or(z.literal('')).catch('')

function emptyOr<T extends string>(isOne: (value: string) => value is T) {
  return z
    .string()
    .transform((value): T | '' => (isOne(value) ? value : ''))
    .catch('')
}

const viewState = z.object({
  /** The run whose answers are shown; the one published last when empty. */
  run: z.uuid().or(z.literal('')).catch(''),
  sort: z.enum(SORTS).catch('name'),
  dir: z.enum(['asc', 'desc']).catch('asc'),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
  size: z.coerce.number().pipe(z.literal(PAGE_SIZES)).catch(25),
  outcome: emptyOr(isOutcomeKind),
  floor: emptyOr(isOutcomeKind),
  policy: emptyOr(isPolicyEffect),
  presumed: z.enum(['', 'yes', 'no']).catch(''),
  determination: text,
  reason: text,
  literal: text,
  county: text,
  from: day,
  to: day,
  name: text,
})

/** What the results page shows. The address says all of it but the name looked for, which never enters an address. */
export type ViewState = z.output<typeof viewState>

const DEFAULTS = viewState.parse({ run: '', from: '', to: '' })
export const FILTERS = [
  'outcome',
  'floor',
  'policy',
  'presumed',
  'determination',
  'reason',
  'literal',
  'county',
  'from',
  'to',
  'name',
] as const
export type Filter = (typeof FILTERS)[number]

/**
 * Reads the state from a query or a form; what cannot be read counts as not said. Three buttons of the form change it:
 * `order` ("name.desc", a column's heading), `turn` (a page number) and `without` (a filter's chip, or "all").
 * Every change but turning the page goes back to the first page.
 */
export function parseView(params: URLSearchParams | FormData): ViewState {
  const said: Record<string, string> = {}
  for (const [name, value] of params.entries()) if (typeof value === 'string') said[name] = value
  const { order, turn, without, ...kept } = said
  const state = viewState.parse({ ...DEFAULTS, ...kept })
  if (order !== undefined) return sorted(state, order)
  if (without !== undefined) return unfiltered(state, without)
  return turn === undefined ? state : { ...state, page: viewState.shape.page.parse(turn) }
}

function sorted(state: ViewState, order: string): ViewState {
  const [sort, dir] = order.split('.')
  return viewState.parse({ ...state, sort, dir, page: 1 })
}

function unfiltered(state: ViewState, without: string): ViewState {
  const dropped = FILTERS.filter((filter) => without === 'all' || without === filter)
  return { ...state, page: 1, ...Object.fromEntries(dropped.map((filter) => [filter, ''])) }
}

/** The state as name and value pairs without defaults; the name looked for only when `withName`. */
export function viewEntries(state: ViewState, withName: boolean): [keyof ViewState, string][] {
  return (Object.keys(DEFAULTS) as (keyof ViewState)[])
    .filter((key) => state[key] !== DEFAULTS[key] && (withName || key !== 'name'))
    .map((key) => [key, String(state[key])])
}

/** The query of an address that shows this state, but for the name looked for; empty for the plain page. */
export function viewQuery(state: ViewState): string {
  const entries = viewEntries(state, false)
  return entries.length === 0 ? '' : `?${new URLSearchParams(entries)}`
}

/** The state as the service reads it. */
export function resultsInput(state: ViewState): results.ListResultsInput {
  const { run, sort, dir, page, size, from, to, ...filters } = state
  return {
    ...(run !== '' && { runId: run }),
    sort,
    direction: dir,
    page,
    pageSize: size,
    disposedFrom: from,
    disposedTo: to,
    ...filters,
  }
}
