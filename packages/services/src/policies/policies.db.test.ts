import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { policies } from '../index.ts'
import { createService, type Office, type TestService } from '../test/create-office.ts'

let service: TestService
let office: Office
beforeAll(async () => {
  service = await createService()
})
beforeEach(async () => {
  office = await service.createOffice()
})
afterAll(() => service.close())

const dismissSales = { dismiss: { sections: ['11359'] } }

describe('a policy', () => {
  it('is drawn from the ruleset’s own schema and starts from the default preset', async () => {
    const form = await policies.getPolicyForm(office.as('auditor'), service.deps, {})
    expect(form).toMatchObject({
      ruleset: { id: 'prop64', profile: null, purpose: 'relief' },
      current: null,
      values: form.presets[0]?.options,
    })
    expect(form.fields[0]).toMatchObject({
      path: ['dismiss', 'sections'],
      ui: { control: 'checklist', choices: { '11357': expect.any(String) } },
      schema: { type: 'array', items: { enum: ['11357', '11358', '11359', '11360'] } },
    })
    expect(form.fields.map(({ path }) => path.at(-1))).toContain('yearsWithoutConviction')
    expect(JSON.parse(JSON.stringify(form.fields))).toEqual(form.fields)
  })

  it('may start from presets that say whose they are, each with every option filled in', async () => {
    const { presets, fields } = await policies.getPolicyForm(office.as('auditor'), service.deps, {})
    expect(presets.length).toBeGreaterThan(5)
    for (const { help, source, options } of presets) {
      expect([help, source?.cite]).toEqual([expect.any(String), expect.any(String)])
      const values = fields.map(({ path }) => path.reduce((at, key) => (at as Record<string, unknown>)[key], options))
      expect(values).not.toContain(undefined)
    }
  })

  it('keeps every version, and the same choices make no new one', async () => {
    const attorney = office.as('attorney')
    const first = await policies.savePolicy(attorney, service.deps, { options: dismissSales, note: 'First meeting' })
    expect(first).toMatchObject({
      version: 1,
      note: 'First meeting',
      options: { dismissWhen: { ageAtLeast: 0 } },
    })
    const { options } = first
    expect(await policies.savePolicy(attorney, service.deps, { options })).toEqual(first)
    const second = await policies.savePolicy(attorney, service.deps, {
      options: { dismiss: { sections: ['11357'] } },
    })
    expect(second.version).toBe(2)
    await service.expectAudit(office, { action: 'policy.save', objectId: second.id })
    const listed = await policies.listPolicies(attorney, service.deps, {})
    expect(listed.map(({ version }) => version)).toEqual([2, 1])
    expect(await policies.getCurrentPolicy(attorney, service.deps, {})).toEqual(second)
    const form = await policies.getPolicyForm(attorney, service.deps, {})
    expect(form).toMatchObject({ current: { version: 2 }, values: second.options })
  })

  it.each([
    [{ dismissWhen: { ageAtLeast: 39 } }, 'dismissWhen.ageAtLeast'],
    [{ dismiss: { sections: ['187'] } }, 'dismiss.sections.0'],
    ['nonsense', ''],
  ])('is refused with the name of the field that is wrong: %j', async (options, field) => {
    await expect(policies.savePolicy(office.as('admin'), service.deps, { options })).rejects.toMatchObject({
      code: 'VALIDATION',
      message: expect.stringContaining(field),
      details: { reason: 'wrong-options', field },
    })
    expect(await policies.getCurrentPolicy(office.as('admin'), service.deps, {})).toBeNull()
  })

  it.each([
    [{ serving: true }, 'contest.servingGround'],
    [{ laterOffense: true, serving: true, servingGround: 'unreasonable-risk' }, 'contest.laterOffenseGround'],
  ])('may contest only on a ground of the statute, and says which choice names it: %j', async (contest, field) => {
    const save = policies.savePolicy(office.as('attorney'), service.deps, { options: { contest } })
    await expect(save).rejects.toMatchObject({
      code: 'VALIDATION',
      message: expect.stringContaining('needs a statutory ground'),
      details: { reason: 'challenge-without-ground', field },
    })
    expect(await policies.getCurrentPolicy(office.as('attorney'), service.deps, {})).toBeNull()
  })

  it('is of a ruleset of the office’s own state', async () => {
    await expect(
      policies.getPolicyForm(office.as('admin'), service.deps, { ruleset: 'moon-law' }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
      details: { reason: 'unknown-ruleset' },
    })
  })

  it('is saved by those with the permission, for their own office', async () => {
    const input = { options: dismissSales }
    await expect(policies.savePolicy(office.as('auditor'), service.deps, input)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    await policies.savePolicy(office.as('analyst'), service.deps, input)
    const stranger = await service.createOffice()
    expect(await policies.listPolicies(stranger.as('admin'), service.deps, {})).toEqual([])
    expect(await policies.getCurrentPolicy(stranger.as('admin'), service.deps, {})).toBeNull()
  })
})
