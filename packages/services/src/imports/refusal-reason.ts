/** Why an import refuses a file that can be read; stored with it and shown. What cannot be read has a `BadInputReason`. */
export type RefusalReason = 'duplicate-file' | 'other-county'

/** A refusal and its words, for the person who sent the file. */
export interface Refusal {
  readonly reason: RefusalReason
  readonly message: string
}
