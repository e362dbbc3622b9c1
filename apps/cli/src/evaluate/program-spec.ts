import { compile, findCounty, findFormat, findRuleset, type Program } from '@cmr/engine'
import type { IntakeFormat } from '@cmr/jurisdiction'
import { getJurisdiction } from '@cmr/registry'

/** What a run evaluates with, as plain data: threads get it and compile the same program. */
export interface ProgramSpec {
  readonly jurisdiction: string
  readonly ruleset: string
  readonly profile?: string | undefined
  /** In any case; the manifest's spelling is looked up. */
  readonly county: string
  /** The day the law and the records are read as of, YYYY-MM-DD. */
  readonly asOf: string
  /** As the office wrote them. */
  readonly options: unknown
}

/** Throws NOT_FOUND, VALIDATION or PRECONDITION for the first thing that is not there or not right. */
export function loadProgram(spec: ProgramSpec): { program: Program; format: IntakeFormat } {
  const jurisdiction = getJurisdiction(spec.jurisdiction)
  const ruleset = findRuleset(jurisdiction, spec.ruleset, spec.profile)
  const county = findCounty(jurisdiction, spec.county)
  return {
    program: compile(ruleset, { options: spec.options, asOf: spec.asOf, county }),
    format: findFormat(jurisdiction, ruleset),
  }
}
