import type { PolicyRow } from './policy-store.ts'

/** One version of an office's choices, for a page. */
export interface PolicyView {
  readonly id: string
  readonly ruleset: string
  readonly profile: string | null
  /** Counts from 1; every change adds one. */
  readonly version: number
  readonly options: unknown
  readonly note: string | null
  readonly createdAt: Date
  /** Null for the version the office was given to start from. */
  readonly createdBy: string | null
}

export function policyView(row: PolicyRow): PolicyView {
  const { id, ruleset, profile, version, options, note, createdAt, createdBy } = row
  return { id, ruleset, profile, version, options, note, createdAt, createdBy }
}
