import { AppError } from '@cmr/errors'
import type { IntakeFormat, Jurisdiction, Ruleset } from '@cmr/jurisdiction'

function named(ruleset: Ruleset): string {
  return ruleset.profile === undefined ? ruleset.id : `${ruleset.id} (profile ${ruleset.profile})`
}

/**
 * The ruleset of that id and profile. Without a profile, the ruleset that has none, or the only one of that id.
 * Throws NOT_FOUND, naming those there are.
 */
export function findRuleset(jurisdiction: Jurisdiction, id: string, profile?: string): Ruleset {
  const sameId = jurisdiction.rulesets.filter((ruleset) => ruleset.id === id)
  const found =
    sameId.find((ruleset) => ruleset.profile === profile) ??
    (profile === undefined && sameId.length === 1 ? sameId[0] : undefined)
  if (found === undefined) {
    const wanted = profile === undefined ? id : `${id} (profile ${profile})`
    throw new AppError(
      'NOT_FOUND',
      `${jurisdiction.name} has no ruleset ${wanted}. It has: ${jurisdiction.rulesets.map(named).join(', ')}.`,
      { details: { reason: 'unknown-ruleset' } },
    )
  }
  return found
}

/** The intake format a ruleset reads. Throws NOT_FOUND when the jurisdiction does not declare it. */
export function findFormat(jurisdiction: Jurisdiction, ruleset: Ruleset): IntakeFormat {
  const format = jurisdiction.intake.find(({ id }) => id === ruleset.format)
  if (format === undefined) {
    throw new AppError('NOT_FOUND', `${jurisdiction.name} has no intake format ${ruleset.format}.`, {
      details: { reason: 'unknown-format' },
    })
  }
  return format
}

/** A county's name as the manifest spells it, from any case. Throws VALIDATION for a county the state does not have. */
export function findCounty(jurisdiction: Jurisdiction, name: string): string {
  const wanted = name.trim().toLowerCase()
  const county = jurisdiction.counties.find((candidate) => candidate.name.toLowerCase() === wanted)
  if (county === undefined) {
    throw new AppError(
      'VALIDATION',
      `${jurisdiction.name} has no county of that name. Write it out, such as "${jurisdiction.counties[0]?.name ?? ''}".`,
      {
        details: { reason: 'unknown-county' },
      },
    )
  }
  return county.name
}
