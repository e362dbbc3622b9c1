import type { Jurisdiction, Ruleset } from '@cmr/jurisdiction'
import { jurisdictions } from '@cmr/registry'
import type { Figure } from './figure.ts'

/** What a group of figures is measured on. */
export interface BenchRequest {
  /** The group's name: the first part of the names of its figures. */
  readonly group: string
  readonly jurisdiction: Jurisdiction
  /** What a new office starts with. */
  readonly ruleset: Ruleset
  /** Data rows of the synthetic file. */
  readonly rows: number
  /** Whether also to measure a file of five times as many rows. */
  readonly large: boolean
}

interface BenchGroup {
  readonly jurisdiction: Jurisdiction
  readonly ruleset: Ruleset
  /** Rows when the call names no number. */
  readonly rows: number
  /** Loaded only when asked for, so that figures of the command line need no database. */
  load(): Promise<(request: BenchRequest) => AsyncGenerator<Figure, void>>
}

function groupsOf(jurisdiction: Jurisdiction): [string, BenchGroup][] {
  const made = new Set(jurisdiction.intake.filter(({ synthesize }) => synthesize !== undefined).map(({ id }) => id))
  const ruleset = jurisdiction.rulesets.find(({ format }) => made.has(format))
  if (ruleset === undefined) return []
  const name = jurisdiction.name.toLowerCase().replaceAll(' ', '-')
  const load = async () => (await import('./bench-state.ts')).benchState
  return [[name, { jurisdiction, ruleset, rows: 1_000_000, load }]]
}

/** Figures by what they measure: those of each state whose files can be made up, and the hosted path with the first. */
export function benchGroups(): ReadonlyMap<string, BenchGroup> {
  const states = jurisdictions.flatMap(groupsOf)
  const load = async () => (await import('../admin/bench/bench-hosted.ts')).benchHosted
  const hosted = states.slice(0, 1).map(([, group]) => ['hosted', { ...group, rows: 100_000, load }] as const)
  return new Map([...states, ...hosted])
}
