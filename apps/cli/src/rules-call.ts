import { findCounty, findFormat, findRuleset } from '@cmr/engine'
import type { IntakeFormat, Jurisdiction, Ruleset } from '@cmr/jurisdiction'
import { parsePlainDate } from '@cmr/record'
import { getJurisdiction } from '@cmr/registry'
import { availableParallelism } from 'node:os'
import { z } from 'zod'
import type { ProgramSpec } from './evaluate/program-spec.ts'
import { required, wholeNumber, wrongCall } from './parse-call.ts'

/** More take memory and save little. */
const MOST_THREADS = 4

/** A day, as calls give it. */
export const dateFlag = required('--as-of 2024-07-01').refine((text) => parsePlainDate(text) !== undefined, {
  error: 'is not a date. Write it as YYYY-MM-DD, such as 2024-07-01.',
})

/** What every command that evaluates files takes, as `node:util` reads it. */
export const rulesFlags = {
  jurisdiction: { type: 'string' },
  ruleset: { type: 'string' },
  profile: { type: 'string' },
  county: { type: 'string' },
  'as-of': { type: 'string' },
  'any-county': { type: 'boolean', default: false },
  threads: { type: 'string' },
} as const

/** The same, checked. */
export const rulesFields = {
  jurisdiction: required('--jurisdiction us-xx'),
  ruleset: z.string().optional(),
  profile: z.string().optional(),
  county: required('--county "SAN JOAQUIN"'),
  'as-of': dateFlag,
  'any-county': z.boolean(),
  threads: wholeNumber(1, 64).optional(),
  files: z.array(z.string()).min(1, { error: 'is missing. Name the files at the end of the call.' }),
}

type CheckedFlags = z.output<z.ZodObject<typeof rulesFields>>

/** The rules a call asks for, and the files it asks about. */
export interface RulesCall {
  readonly jurisdiction: Jurisdiction
  readonly ruleset: Ruleset
  readonly format: IntakeFormat
  /** As the manifest spells it. */
  readonly county: string
  readonly asOf: string
  readonly anyCounty: boolean
  readonly threads: number
  readonly files: readonly string[]
}

/**
 * Looks up what a call names; without a ruleset, the jurisdiction's first, or the first that has the profile. Throws NOT_FOUND or VALIDATION for the first
 * thing that is not there.
 */
export function readRules(command: string, call: CheckedFlags): RulesCall {
  const jurisdiction = getJurisdiction(call.jurisdiction)
  const isMeant = ({ profile }: Ruleset): boolean => call.profile === undefined || profile === call.profile
  const id = call.ruleset ?? jurisdiction.rulesets.find(isMeant)?.id ?? jurisdiction.rulesets[0]?.id
  if (id === undefined) throw wrongCall(command, `${jurisdiction.name} has no ruleset.`)
  const ruleset = findRuleset(jurisdiction, id, call.profile)
  return {
    jurisdiction,
    ruleset,
    format: findFormat(jurisdiction, ruleset),
    county: findCounty(jurisdiction, call.county),
    asOf: call['as-of'],
    anyCounty: call['any-county'],
    threads: call.threads ?? Math.min(availableParallelism(), MOST_THREADS),
    files: call.files,
  }
}

/** What threads need to compile the same program. */
export function programSpec({ jurisdiction, ruleset, county, asOf }: RulesCall, options: unknown): ProgramSpec {
  return { jurisdiction: jurisdiction.id, ruleset: ruleset.id, profile: ruleset.profile, county, asOf, options }
}
