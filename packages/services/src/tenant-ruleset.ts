import { findFormat, findRuleset } from '@cmr/engine'
import { AppError } from '@cmr/errors'
import type { IntakeFormat, Jurisdiction, Ruleset } from '@cmr/jurisdiction'
import { getJurisdiction } from '@cmr/registry'
import type { Context } from './context.ts'

/** The rules of an office's own state. */
export function tenantJurisdiction(ctx: Context): Jurisdiction {
  return getJurisdiction(ctx.tenant.jurisdiction)
}

/** The ruleset asked for, or what an office works with until it chooses: the first one of its jurisdiction. Throws NOT_FOUND. */
export function tenantRuleset(
  ctx: Context,
  wanted: { ruleset?: string | undefined; profile?: string | undefined },
): Ruleset {
  const jurisdiction = tenantJurisdiction(ctx)
  if (wanted.ruleset !== undefined) return findRuleset(jurisdiction, wanted.ruleset, wanted.profile)
  // Safe: the manifest erases option types, and the engine re-parses options with the ruleset's own schema.
  const first = jurisdiction.rulesets[0] as Ruleset | undefined
  if (first !== undefined) return first
  throw new AppError('INTERNAL', 'The jurisdiction declares no ruleset.', { details: { reason: 'no-ruleset' } })
}

/** The format an office's files are read with: the one its default ruleset reads. */
export function tenantFormat(ctx: Context): IntakeFormat {
  return findFormat(tenantJurisdiction(ctx), tenantRuleset(ctx, {}))
}
