import type { Jurisdiction, Ruleset } from '@cmr/jurisdiction'
import type { Figure } from './figure.ts'

/** What a group of figures is measured on. */
export interface BenchRequest {
  readonly jurisdiction: Jurisdiction
  readonly ruleset: Ruleset
  /** Data rows of the synthetic file. */
  readonly rows: number
}

interface BenchGroup {
  /** Rows when the call names no number. */
  readonly rows: number
  /** Loaded only when asked for, so that figures of the command line need no database. */
  load(): Promise<(request: BenchRequest) => AsyncGenerator<Figure, void>>
}

/** Figures by what they measure. */
export const benchGroups: Readonly<Record<string, BenchGroup>> = {
  cli: { rows: 1_000_000, load: async () => (await import('./bench-cli.ts')).benchCli },
  hosted: { rows: 100_000, load: async () => (await import('../admin/bench/bench-hosted.ts')).benchHosted },
}
