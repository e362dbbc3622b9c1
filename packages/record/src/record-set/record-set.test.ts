import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DISPOSITIONS, type Charge, type Subject } from '../subject.ts'
import { RecordSetBuilder } from './record-set-builder.ts'
import { RecordSet } from './record-set.ts'

const LEFT_OUT = ['caseNumber', 'registeredOn']

const date = fc.constantFrom('1999-12-31', '2000-02-29', '2024-02-29')
const scalar = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('', '\ud800', 'é', '0'),
  fc.boolean(),
  fc.integer(),
)
const given = fc.dictionary(fc.constantFrom('county', 'felony', 'sentence', ...LEFT_OUT), scalar, {
  noNullPrototype: true,
})
const anyCharge: fc.Arbitrary<Charge> = fc
  .record(
    {
      caseId: fc.constantFrom('001001', '001002', '', 'TEST-1'),
      file: fc.nat(3),
      row: fc.nat(),
      line: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      literal: fc.string({ unit: 'binary' }),
      disposition: fc.constantFrom(...DISPOSITIONS),
      disposedOn: date,
      given,
    },
    { requiredKeys: ['caseId', 'file', 'row', 'line', 'literal', 'disposition', 'given'], noNullPrototype: true },
  )
  .map((charge) => ({ id: `${charge.file}:${charge.row}`, ...charge }))
const anySubject: fc.Arbitrary<Subject> = fc.record(
  { key: fc.string(), name: fc.string(), bornOn: date, charges: fc.array(anyCharge, { maxLength: 4 }), given },
  { requiredKeys: ['key', 'name', 'charges', 'given'], noNullPrototype: true },
)
const people = fc.array(anySubject, { maxLength: 6 })

function setOf(subjects: readonly Subject[], leaveOut: readonly string[] = LEFT_OUT): RecordSet {
  const builder = new RecordSetBuilder(leaveOut)
  for (const subject of subjects) builder.add(subject)
  return builder.finish()
}

function subjectsOf(set: RecordSet, from?: number, to?: number): Subject[] {
  const subjects: Subject[] = []
  set.forEach((subject) => subjects.push(subject), from, to)
  return subjects
}

/** What must be left of a subject: everything a rule may read. */
function kept(subject: Subject, ordinal: number): Subject {
  const withoutLeftOut = (values: Subject['given']) =>
    Object.fromEntries(Object.entries(values).filter(([key]) => !LEFT_OUT.includes(key)))
  const cases = [...new Set(subject.charges.map(({ caseId }) => caseId))]
  return {
    ...subject,
    key: String(ordinal),
    name: '',
    given: withoutLeftOut(subject.given),
    charges: subject.charges.map((charge) => ({
      ...charge,
      caseId: String(cases.indexOf(charge.caseId)),
      given: withoutLeftOut(charge.given),
    })),
  }
}

describe('a record set', () => {
  it('gives back what rules can read, from its bytes too', () => {
    fc.assert(
      fc.property(people, (subjects) => {
        const set = setOf(subjects)
        const again = RecordSet.read(set.bytes)
        expect(subjectsOf(set)).toEqual(subjects.map(kept))
        expect(subjectsOf(again)).toEqual(subjects.map(kept))
        expect(again.subjectCount).toBe(subjects.length)
        expect(again.chargeCount).toBe(subjects.flatMap(({ charges }) => charges).length)
      }),
    )
  })

  it('put together from parts is the set of all', () => {
    fc.assert(
      fc.property(fc.array(people, { maxLength: 4 }), (parts) => {
        const builder = new RecordSetBuilder(LEFT_OUT)
        for (const part of parts) builder.append(RecordSet.read(setOf(part).bytes))
        const whole = builder.finish()
        expect(subjectsOf(whole)).toEqual(parts.flat().map(kept))
        expect(subjectsOf(RecordSet.read(whole.bytes))).toEqual(parts.flat().map(kept))
      }),
    )
  })

  it('can be gone over in shares', () => {
    fc.assert(
      fc.property(people, fc.nat(6), (subjects, middle) => {
        const set = setOf(subjects)
        const cut = Math.min(middle, subjects.length)
        expect([...subjectsOf(set, 0, cut), ...subjectsOf(set, cut)]).toEqual(subjectsOf(set))
      }),
    )
  })

  it('holds no name, key or number that was to be left out', () => {
    const charge = {
      id: '0:0',
      caseId: 'TEST-CASE',
      file: 0,
      row: 0,
      line: 1,
      literal: '',
      disposition: 'other',
    } as const
    const { bytes } = setOf([
      {
        key: 'TEST-KEY',
        name: 'TESTPERSON',
        given: { registeredOn: 'TEST-DAY' },
        charges: [{ ...charge, given: { caseNumber: 'TEST-NUMBER' } }],
      },
    ])
    expect(String.fromCharCode(...bytes)).not.toMatch(/TEST/)
  })

  it('grows past one piece of memory', () => {
    const charge = { id: '0:1', caseId: '', file: 0, row: 1, line: 2, literal: 'x', disposition: 'convicted' } as const
    const person = {
      key: '',
      name: '',
      given: {},
      charges: Array.from({ length: 100 }, () => ({ ...charge, given: {} })),
    }
    const builder = new RecordSetBuilder()
    for (let i = 0; i < 1500; i++) builder.add(person)
    const set = RecordSet.read(builder.finish().bytes)
    expect(set.chargeCount).toBe(150_000)
    expect(subjectsOf(set, 1499)).toEqual([kept(person, 1499)].map((last) => ({ ...last, key: '1499' })))
  })
})

describe('reading a record set', () => {
  const refusal = expect.objectContaining({
    code: 'VALIDATION',
    details: { reason: 'record-set-unreadable' },
  })
  const sample = setOf([
    {
      key: 'k',
      name: 'TESTPERSON',
      bornOn: '1990-01-01',
      given: { deceased: false },
      charges: [
        {
          id: '0:0',
          caseId: 'c',
          file: 0,
          row: 0,
          line: 1,
          literal: 'x',
          disposition: 'convicted',
          disposedOn: '2010-01-01',
          given: { county: 'Test' },
        },
      ],
    },
  ]).bytes

  it('refuses garbage, and anything cut off', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(() => RecordSet.read(bytes)).toThrow(refusal)
      }),
    )
    for (let length = 0; length < sample.length; length++) {
      expect(() => RecordSet.read(sample.subarray(0, length))).toThrow(refusal)
    }
  })

  it('reads bytes that do not begin at a word', () => {
    const shifted = new Uint8Array(sample.length + 1)
    shifted.set(sample, 1)
    expect(subjectsOf(RecordSet.read(shifted.subarray(1)))).toEqual(subjectsOf(RecordSet.read(sample)))
  })

  it('refuses damage, or reads subjects that are whole', () => {
    fc.assert(
      fc.property(fc.nat(sample.length / 4 - 1), fc.integer(), (word, value) => {
        const damaged = sample.slice()
        new Int32Array(damaged.buffer)[word] = value
        let set: RecordSet
        try {
          set = RecordSet.read(damaged)
        } catch (error) {
          expect(error).toEqual(refusal)
          return
        }
        for (const { bornOn, charges } of subjectsOf(set)) {
          expect(bornOn ?? '2000-01-01').toMatch(/^\d{4}-\d{2}-\d{2}$/)
          for (const charge of charges) expect(charge.line).toBeGreaterThan(0)
        }
      }),
      { numRuns: 2000 },
    )
  })
})
