/** Legal authority a reading rests on: statute, rule of court, executive order, agency form or published source. */
export interface Citation {
  /** As a lawyer would write it: "Health & Safety Code § 11361.9(b)". */
  readonly cite: string
  /** Official https address of the text. */
  readonly url?: string
  /** What the citation supports, in one sentence. */
  readonly note?: string
}
/** At least one: law without authority does not compile. */
export type Citations = readonly [Citation, ...Citation[]]

/** When a rule or value is law: `from` inclusive, `to` exclusive; no `to` means still in force. Both `YYYY-MM-DD`. */
export interface Effective {
  readonly from: string
  readonly to?: string
}
