import { randomBytes } from 'node:crypto'
import type { AuthDeps } from '@cmr/auth'
import { newId, openDatabase } from '@cmr/db'
import type { StaffKind } from '@cmr/db/schema'
import type { AppError } from '@cmr/errors'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tenants } from '../index.ts'
import { createService, type TestService } from '../test/create-office.ts'

let service: TestService
let auth: AuthDeps

beforeAll(async () => {
  service = await createService()
  const url = service.database.urls.cmr_auth
  const db = openDatabase({ url, max: 2, applicationName: 'test', statementTimeoutMs: 60_000 })
  auth = { db, clock: service.deps.clock, sealKey: randomBytes(32) }
})
afterAll(async () => {
  await auth.db.close()
  await service.close()
})

const refusal = (error: Partial<AppError>) => `${error.code} ${error.details?.reason}`

const wanted = (given: { id?: string; slug?: string; county?: string; jurisdiction?: string } = {}) => ({
  id: newId(),
  slug: `test-${newId().slice(-12)}`,
  name: 'Testcounty District Attorney',
  jurisdiction: 'us-ca',
  county: 'YOLO',
  timeZone: 'America/Los_Angeles',
  requestId: 'test-request',
  ...given,
})

describe('an office', () => {
  it('is opened once, with its county as the manifest spells it, and found afterwards', async () => {
    const office = wanted()
    const ctx = await tenants.ensureTenant(service.deps, office)
    expect(ctx).toMatchObject({ actor: { kind: 'system' }, tenant: { id: office.id, county: 'Yolo' } })
    expect(await tenants.ensureTenant(service.deps, office)).toEqual(ctx)
    const found = await tenants.getSystemContext(service.deps, { tenantId: office.id, requestId: 'test-request' })
    expect(found).toEqual(ctx)
    await service.expectAudit({ tenantId: office.id, system: ctx, as: () => ctx }, { action: 'tenant.create' })
  })

  it.each([
    [{ slug: 'support' }, 'VALIDATION'],
    [{ slug: 'Not A Slug' }, 'VALIDATION'],
    [{ county: 'Nowhere' }, 'VALIDATION'],
    [{ jurisdiction: 'us-zz' }, 'NOT_FOUND'],
  ])('is refused with %j', async (given, code) => {
    await expect(tenants.ensureTenant(service.deps, wanted(given))).rejects.toMatchObject({ code })
  })

  it('is opened by whoever sets offices up, once at an address, with a line in its log', async () => {
    const staff = (kind: StaffKind) => ({
      userId: newId(),
      requestId: 'test-request',
      address: '192.0.2.1',
      staff: kind,
    })
    const { slug, name, jurisdiction, county } = wanted({ county: 'yolo' })
    const open = (kind: StaffKind) =>
      tenants.openOffice(staff(kind), service.deps, auth, { slug, name, jurisdiction, county })
    await expect(open('support')).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const answers = await Promise.all((['onboarding', 'operator'] as const).map((kind) => open(kind).catch(refusal)))
    const id = answers.find((answer) => !answer.startsWith('CONFLICT')) ?? ''
    expect(answers.filter((answer) => answer !== id)).toEqual(['CONFLICT slug-taken'])
    expect(await open('operator').catch(refusal)).toBe('CONFLICT slug-taken')
    const found = await tenants.findOffice(auth, slug)
    expect(found).toMatchObject({ id, county: 'Yolo', timeZone: 'America/Los_Angeles', state: 'active' })
    const system = await tenants.getSystemContext(service.deps, { tenantId: id, requestId: 'test-request' })
    const opened = { action: 'tenant.create', actorKind: 'support', address: '192.0.2.1' } as const
    await service.expectAudit({ tenantId: id, system, as: () => system }, opened)
    const lines = await tenants.listOffices(staff('support'), service.deps, auth)
    expect(lines.find((office) => office.slug === slug)).toMatchObject({
      id,
      state: 'active',
      batches: 0,
      jobsFailed: 0,
    })
    // Safe: what the verbs are given is not believed; here, a part that does not exist.
    const stranger = staff('stranger' as StaffKind)
    const missing = 'FORBIDDEN missing-permission'
    expect(await tenants.listOffices(stranger, service.deps, auth).catch(refusal)).toBe(missing)
    expect(await tenants.officeHealth(stranger, service.deps, found).catch(refusal)).toBe(missing)
  })

  it('is in one of the places there are', () => {
    const [place] = tenants.listPlaces()
    expect(place).toMatchObject({ jurisdiction: 'us-ca', name: 'California' })
    expect(place?.counties).toContain('Yolo')
  })

  it('that was never opened has no context', async () => {
    const absent = { tenantId: newId(), requestId: 'test-request' }
    await expect(tenants.getSystemContext(service.deps, absent)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
