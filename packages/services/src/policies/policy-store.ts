import { createHash } from 'node:crypto'
import { newId, type Tx } from '@cmr/db'
import { policies } from '@cmr/db/schema'
import { canonicalJson, parseOptions } from '@cmr/engine'
import { AppError } from '@cmr/errors'
import type { Ruleset } from '@cmr/jurisdiction'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { actorUserId, type Context } from '../context.ts'

export type PolicyRow = typeof policies.$inferSelect

/** Equal options give equal hashes, whatever the order of their keys. */
export function optionsHash(options: unknown): string {
  return createHash('sha256').update(canonicalJson(options)).digest('hex')
}

/** Versions of the office's policy for one ruleset, newest first. */
export async function listPolicyVersions(
  tx: Tx,
  ctx: Context,
  ruleset: Pick<Ruleset, 'id' | 'profile'>,
  limit = 1000,
): Promise<PolicyRow[]> {
  const { id, profile } = ruleset
  return tx
    .select()
    .from(policies)
    .where(
      and(
        eq(policies.tenantId, ctx.tenant.id),
        eq(policies.ruleset, id),
        profile === undefined ? isNull(policies.profile) : eq(policies.profile, profile),
      ),
    )
    .orderBy(desc(policies.version))
    .limit(limit)
}

export async function findCurrentPolicy(
  tx: Tx,
  ctx: Context,
  ruleset: Pick<Ruleset, 'id' | 'profile'>,
): Promise<PolicyRow | undefined> {
  const [newest] = await listPolicyVersions(tx, ctx, ruleset, 1)
  return newest
}

export async function getPolicyRow(tx: Tx, ctx: Context, policyId: string): Promise<PolicyRow> {
  const own = and(eq(policies.tenantId, ctx.tenant.id), eq(policies.id, policyId))
  const [policy] = await tx.select().from(policies).where(own)
  if (policy !== undefined) return policy
  throw new AppError('NOT_FOUND', 'There is no such policy.', { details: { reason: 'unknown-policy' } })
}

/** Adds the next version. Throws CONFLICT when someone else added one at the same moment. */
export async function insertPolicyVersion(
  tx: Tx,
  ctx: Context,
  ruleset: Pick<Ruleset, 'id' | 'profile'>,
  policy: { options: unknown; version: number; note: string | null },
): Promise<PolicyRow> {
  const [inserted] = await tx
    .insert(policies)
    .values({
      tenantId: ctx.tenant.id,
      id: newId(),
      ruleset: ruleset.id,
      profile: ruleset.profile ?? null,
      ...policy,
      optionsHash: optionsHash(policy.options),
      createdBy: actorUserId(ctx),
    })
    .returning()
  if (inserted === undefined)
    throw new AppError('INTERNAL', 'The policy was not stored.', { details: { reason: 'no-row' } })
  return inserted
}

/** The preset an office starts from: the first one the ruleset declares, read by the ruleset's own schema. */
export function defaultOptions(ruleset: Ruleset): unknown {
  return parseOptions(ruleset, Object.values(ruleset.presets)[0]?.options ?? {})
}

/** The current policy; an office that never chose gets the default preset as its version 1. */
export async function ensurePolicy(tx: Tx, ctx: Context, ruleset: Ruleset): Promise<PolicyRow> {
  const current = await findCurrentPolicy(tx, ctx, ruleset)
  return current ?? insertPolicyVersion(tx, ctx, ruleset, { options: defaultOptions(ruleset), version: 1, note: null })
}
