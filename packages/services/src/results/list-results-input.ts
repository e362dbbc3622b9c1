import { z } from 'zod'

/** Stands for an empty cell where an empty value means "any". */
export const BLANK = '-'

/** Columns the results can be sorted by. */
export const RESULT_SORTS = ['name', 'literal', 'disposed_on', 'county', 'determination', 'reason'] as const
export type ResultSort = (typeof RESULT_SORTS)[number]

/** What the office's policy did to an answer: `none` where no rule of it answered. */
export const POLICY_EFFECTS = ['improve', 'hold', 'challenge', 'refused', 'none'] as const
export type PolicyEffect = (typeof POLICY_EFFECTS)[number]

export const PAGE_SIZES = [25, 50, 100] as const

/** A filter as an address carries it: empty means any. */
const filter = z
  .string()
  .trim()
  .max(300)
  .transform((value) => (value === '' ? undefined : value))
  .optional()

function choice<const T extends string>(of: readonly T[]) {
  return z.union([z.enum(of), z.literal('').transform(() => undefined)]).optional()
}

const day = z.union([z.iso.date(), z.literal('').transform(() => undefined)]).optional()

/**
 * The results page as its address has it: `Object.fromEntries(url.searchParams)` parses. An unknown key, column or
 * page size is refused.
 */
export const ListResultsInput = z.strictObject({
  /** The run published last when absent. */
  runId: z.uuid().optional(),
  sort: z.enum(RESULT_SORTS).default('name'),
  direction: z.enum(['asc', 'desc']).default('asc'),
  /** 1-based. */
  page: z.coerce.number().int().min(1).max(1_000_000).default(1),
  pageSize: z.coerce.number().pipe(z.literal(PAGE_SIZES)).default(25),
  /** Exact cell; `-` for an empty one. */
  determination: filter,
  /** Exact cell; `-` for an empty one. */
  reason: filter,
  /** Kind of outcome, such as `eligible`. */
  outcome: filter,
  /** Kind of outcome the statute alone compels. */
  floor: filter,
  policy: choice(POLICY_EFFECTS),
  /** Whether the answer rests on a fact the law presumes. */
  presumed: choice(['yes', 'no']),
  /** What the charge's text begins with, in any case: "11357". */
  literal: filter,
  /** What the name begins with, as written in the record, in any case, accents or not. */
  name: filter,
  county: filter,
  /** Dates of disposition, both inclusive, `YYYY-MM-DD`; charges without a date fall out. */
  disposedFrom: day,
  disposedTo: day,
})
export type ListResultsInput = z.input<typeof ListResultsInput>
export type ResultsQuery = z.output<typeof ListResultsInput>
