import { describe, expect, it } from 'vitest'
import type { PersonnelDates } from './memberships.ts'
import { recordsGate, requireRecordsGate, type GateReason } from './records-gate.ts'

const good: PersonnelDates = { trainingOn: '2025-06-15', agreementOn: '2020-01-01', endsOn: null }

describe('the gate before records', () => {
  it.each<[string, Partial<PersonnelDates>, string, GateReason | undefined]>([
    ['lets a trained member with an addendum through', {}, '2026-01-01', undefined],
    ['counts training through the same day of the next year', {}, '2026-06-15', undefined],
    ['and not one day longer', {}, '2026-06-16', 'training-missing'],
    ['takes 29 February to 1 March', { trainingOn: '2024-02-29' }, '2025-03-01', undefined],
    ['and not beyond', { trainingOn: '2024-02-29' }, '2025-03-02', 'training-missing'],
    ['wants training that has happened', { trainingOn: '2026-01-02' }, '2026-01-01', 'training-missing'],
    ['wants an addendum that is signed', { agreementOn: '2026-01-02' }, '2026-01-01', 'agreement-missing'],
    ['includes the last day', { endsOn: '2026-01-01' }, '2026-01-01', undefined],
    ['ends after it', { endsOn: '2025-12-31' }, '2026-01-01', 'membership-ended'],
  ])('%s', (_, dates, today, reason) => {
    expect(recordsGate({ ...good, ...dates }, today)).toBe(reason)
  })

  it('is shut without dates, and says why', () => {
    expect(recordsGate({ ...good, trainingOn: null }, '2026-01-01')).toBe('training-missing')
    expect(() => requireRecordsGate({ ...good, agreementOn: null }, '2026-01-01')).toThrow(
      expect.objectContaining({ code: 'FORBIDDEN', details: { reason: 'agreement-missing' } }),
    )
  })
})
