import { requireStaffPermission, type AuthDeps, type StaffContext } from '@cmr/auth'
import { newId, withoutTenant } from '@cmr/db'
import { tenants } from '@cmr/db/schema'
import { findCounty } from '@cmr/engine'
import { AppError, isAppError } from '@cmr/errors'
import { getJurisdiction, jurisdictions } from '@cmr/registry'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { parseInput } from '../parse-input.ts'
import type { ServiceDeps } from '../service-deps.ts'
import { staffInOffice } from '../support/staff-in-office.ts'
import { insertTenant, officeFields } from './ensure-tenant.ts'

export const OpenOfficeInput = z.strictObject(officeFields)
export type OpenOfficeInput = z.input<typeof OpenOfficeInput>

/** A state an office can be in, with its counties. */
export interface Place {
  /** Id of the jurisdiction. */
  readonly jurisdiction: string
  readonly name: string
  readonly counties: readonly string[]
}

/** Where offices can be opened. */
export function listPlaces(): Place[] {
  return jurisdictions.map(({ id, name, counties }) => ({
    jurisdiction: id,
    name,
    counties: counties.map((county) => county.name),
  }))
}

/**
 * Opens an office that nobody belongs to yet, and gives its id; its dates and times are shown in the zone of its state.
 * Needs `office:create`. Throws CONFLICT `slug-taken` for an address that an office has or had, NOT_FOUND for an unknown
 * jurisdiction and VALIDATION for a county it does not have.
 */
export async function openOffice(
  staff: StaffContext,
  deps: Pick<ServiceDeps, 'db'>,
  auth: Pick<AuthDeps, 'db'>,
  input: OpenOfficeInput,
): Promise<string> {
  requireStaffPermission(staff, 'office:create')
  const given = parseInput(OpenOfficeInput, input)
  const jurisdiction = getJurisdiction(given.jurisdiction)
  const county = findCounty(jurisdiction, given.county)
  const [taken] = await withoutTenant(auth.db, (tx) =>
    tx.select({ id: tenants.id }).from(tenants).where(eq(tenants.slug, given.slug)),
  )
  if (taken !== undefined) throw slugTaken()
  const id = newId()
  const row = { ...given, id, county, timeZone: jurisdiction.timeZone }
  await insertTenant(deps.db, row, staffInOffice(staff, { id })).catch((error: unknown) => {
    // Somebody else has opened one there in the meantime.
    throw isAppError(error, 'CONFLICT') ? slugTaken() : error
  })
  return id
}

function slugTaken(): AppError {
  return new AppError('CONFLICT', 'An office has this address already. Choose another one.', {
    details: { reason: 'slug-taken' },
  })
}
