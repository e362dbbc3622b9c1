import { newId } from '@cmr/db'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { tenants } from '../index.ts'
import { createService, type TestService } from '../test/create-office.ts'

let service: TestService

beforeAll(async () => {
  service = await createService()
})
afterAll(() => service.close())

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

  it('that was never opened has no context', async () => {
    const absent = { tenantId: newId(), requestId: 'test-request' }
    await expect(tenants.getSystemContext(service.deps, absent)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
