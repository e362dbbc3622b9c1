import { z } from 'zod'

/** A value a source file carries and this package has no word for. Plain data, safe to store as JSON. */
export type Scalar = string | number | boolean
const scalar = z.union([z.string(), z.number(), z.boolean()])

/**
 * Values by fact id. A key that stands with `undefined` is as good as one that is left out: formats write all their keys
 * into one literal, because objects of one form are read fastest.
 */
export type Given = Readonly<Record<string, Scalar | undefined>>
const given = z.record(z.string(), scalar.optional())

const plainDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected a date as YYYY-MM-DD')

/** How a charge ended, as far as every state tells it apart. */
export const DISPOSITIONS = ['convicted', 'dismissed', 'acquitted', 'other'] as const
export type Disposition = (typeof DISPOSITIONS)[number]

/** One count in one court case of one subject. */
export const charge = z.strictObject({
  /** Unique within the subject and stable for the same source files: the numbers of file and row it came from. */
  id: z.string(),
  /** Counts of one case share it. */
  caseId: z.string(),
  /** 0-based file of the record set; 0 where a file stands alone. */
  file: z.int().nonnegative(),
  /** 0-based data row the charge was read from; later rows of the same count add to it. */
  row: z.int().nonnegative(),
  /** 1-based physical line of that row, for people who look it up. */
  line: z.int().positive(),
  /** The offense as the source writes it, whole and untrimmed; empty when the source gives none. */
  literal: z.string(),
  disposition: z.enum(DISPOSITIONS),
  /** YYYY-MM-DD; absent when the source has no valid date. */
  disposedOn: plainDate.optional(),
  /** Values only this state's files carry, by fact id. */
  given,
})
export type Charge = Readonly<Omit<z.output<typeof charge>, 'given' | 'disposedOn'>> & {
  readonly disposedOn?: string | undefined
  readonly given: Given
}

/** A person as one record describes them. */
export const subject = z.strictObject({
  /** The source's own key for the person; may be empty when the source left it out. */
  key: z.string(),
  /** Primary name as the source writes it. */
  name: z.string(),
  /** YYYY-MM-DD; absent when the source has no valid date. */
  bornOn: plainDate.optional(),
  /** In the order of the source. */
  charges: z.array(charge),
  given,
})
export type Subject = Readonly<Pick<z.output<typeof subject>, 'key' | 'name'>> & {
  readonly bornOn?: string | undefined
  readonly charges: readonly Charge[]
  readonly given: Given
}
