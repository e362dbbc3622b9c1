import {
  conditionsFor,
  defineFact,
  defineParameter,
  law,
  presuming,
  type Citations,
  type Ruleset,
} from '@cmr/jurisdiction'
import type { Charge, Scalar, Subject } from '@cmr/record'
import { z } from 'zod'
import { compile } from './compile.ts'
import type { Program } from './program.ts'

export const citations: Citations = [{ cite: 'Test Code § 1', url: 'https://example.gov/1' }]
export const procedureCitations: Citations = [{ cite: 'Test Code § 2', url: 'https://example.gov/2' }]
const inForce = { from: '2000-01-01' }

const grams = defineFact({
  id: 'grams',
  label: 'Weight',
  about: 'charge',
  get: ({ charge }) => charge.given.grams as number | undefined,
  ask: 'What did the lab weigh?',
})
const lightGrams = presuming(grams, { value: 0, favors: 'person', citations })
const age = defineFact({
  id: 'age',
  label: 'Age',
  about: 'person',
  get: ({ subject }) => subject.given.age as number | undefined,
})
const serving = defineFact({
  id: 'serving',
  label: 'Serving the sentence',
  about: 'charge',
  get: ({ charge }) => charge.given.serving as boolean | undefined,
})
const plants = presuming(
  defineFact({
    id: 'plants',
    label: 'Plants',
    about: 'charge',
    get: ({ charge }) => charge.given.plants as number | undefined,
  }),
  { from: ({ charge }) => (charge.given.indoors === true ? 1 : undefined), favors: 'person', citations },
)
const ends = defineFact({
  id: 'ends',
  label: 'End of the sentence',
  about: 'charge',
  get: ({ charge }) => charge.given.ends as string | undefined,
})
export const kind = defineFact({ id: 'kind', label: 'Kind', about: 'charge', get: ({ charge }) => charge.literal })
const lawfulGrams = defineParameter({
  id: 'lawful-grams',
  label: 'Lawful amount',
  values: [
    { from: '2000-01-01', to: '2017-01-01', value: 10, citations },
    { from: '2017-01-01', value: 28.5, citations },
  ],
})
export const options = z.object({
  helpAdults: z.boolean().default(false),
  contest: z.boolean().default(false),
  contestGround: z.enum(['risk', 'unlisted']).optional(),
  look: z.boolean().default(false),
})
const office = conditionsFor(options)

const isLight = law.check({
  id: 'light',
  label: 'Not more than the lawful amount',
  facts: [grams],
  holds: ([weight], { parameter }) => weight <= parameter(lawfulGrams),
})
const isPresumedLight = law.check({
  id: 'presumed-light',
  label: 'Light, presumed where unknown',
  facts: [lightGrams],
  holds: ([weight]) => weight <= 5,
})

/** Possession and sale by weight, with one rule of every kind. */
export const rules: Ruleset<typeof options, 'seal' | 'reduce', 'risk' | 'unlisted'> = {
  id: 'test',
  title: 'Test',
  purpose: 'relief',
  format: 'none',
  gathers: 'record-set',
  relief: {
    seal: { label: 'Seal', effects: ['seal'], rank: 2 },
    reduce: { label: 'Reduce', effects: ['redesignate'], rank: 1 },
  },
  // Safe: a ground the options can name and the ruleset does not list, to see it refused.
  grounds: { risk: { label: 'Risk', citations } } as Ruleset<typeof options, never, 'risk' | 'unlisted'>['grounds'],
  options,
  presets: { none: { label: 'None', options: {} } },
  appliesTo: law.check({
    id: 'in-scope',
    label: 'Possession or sale',
    facts: [kind],
    holds: ([text]) => text !== 'theft',
  }),
  floor: [
    {
      id: 'test/light',
      summary: 'A lawful amount.',
      citations,
      effective: inForce,
      when: law.all(
        law.check({ id: 'possession', label: 'Possession', facts: [kind], holds: ([text]) => text === 'possession' }),
        isLight,
      ),
      outcome: { kind: 'eligible', relief: 'seal' },
    },
    {
      id: 'test/sale-light',
      summary: 'A sale of little.',
      citations,
      effective: inForce,
      when: law.all(
        law.check({ id: 'sale', label: 'Sale', facts: [kind], holds: ([text]) => text === 'sale' }),
        isPresumedLight,
      ),
      outcome: { kind: 'eligible', relief: 'reduce' },
    },
    {
      id: 'test/grow',
      summary: 'Few plants.',
      citations,
      effective: inForce,
      when: law.all(
        law.check({ id: 'grow', label: 'Growing', facts: [kind], holds: ([text]) => text === 'grow' }),
        law.check({ id: 'few', label: 'Few plants', facts: [plants], holds: ([count]) => count <= 6 }),
      ),
      outcome: { kind: 'eligible', relief: 'reduce' },
    },
    {
      id: 'test/later',
      summary: 'After the sentence.',
      citations,
      effective: inForce,
      when: law.check({ id: 'later', label: 'Later', facts: [kind], holds: ([text]) => text === 'later' }),
      outcome: { kind: 'not_yet', relief: 'seal', on: ends },
    },
    {
      id: 'test/repealed',
      summary: 'No longer law.',
      citations,
      effective: { from: '2000-01-01', to: '2010-01-01' },
      when: law.all(),
      outcome: { kind: 'eligible', relief: 'seal' },
    },
  ],
  otherwise: { kind: 'ineligible', because: 'not_covered' },
  policy: [
    {
      id: 'test/contest',
      summary: 'The office contests.',
      citations,
      effective: inForce,
      effect: 'challenge',
      isOn: ({ contest }) => contest,
      ground: ({ contestGround }) => contestGround,
      when: law.all(),
      outcome: { kind: 'ineligible', because: 'barred' },
    },
    {
      id: 'test/look',
      summary: 'A person looks first.',
      citations,
      effective: inForce,
      effect: 'hold',
      when: office.check({ id: 'looked', label: 'Look', facts: [], holds: (_, { options: { look } }) => look }),
      outcome: { kind: 'needs_review', question: 'Look.' },
    },
    {
      id: 'test/adults',
      summary: 'Adults get a reduction.',
      citations,
      effective: inForce,
      effect: 'improve',
      when: office.check({
        id: 'adult',
        label: 'Adult',
        facts: [age],
        holds: ([years], { options: { helpAdults } }) => helpAdults && years >= 21,
      }),
      outcome: { kind: 'eligible', relief: 'reduce' },
    },
  ],
  procedures: [
    {
      id: 'petition',
      label: 'Petition',
      summary: 'While the sentence runs.',
      citations: procedureCitations,
      effective: inForce,
      when: law.check({ id: 'serving', label: 'Serving', facts: [serving], holds: ([isServing]) => isServing }),
    },
    {
      id: 'abolished',
      label: 'Abolished',
      summary: 'No longer used.',
      citations,
      effective: { from: '2000-01-01', to: '2010-01-01' },
      when: law.all(),
    },
  ],
  // The engine never reads what a run hands over.
  results: { files: [], headers: [], determination: 0, reason: 0, plainCells: () => [], cells: () => [] },
  summary: {
    fileName: 's',
    empty: () => 0,
    add: () => undefined,
    merge: () => undefined,
    report: () => ({}),
    figures: () => [],
  },
}

export function charge(literal: string, given: Record<string, Scalar> = {}): Charge {
  return { id: literal, caseId: '1', file: 0, row: 0, line: 1, literal, disposition: 'convicted', given }
}

/** The answer for the first charge. */
export function answer(
  subject: Omit<Subject, 'key' | 'name'>,
  chosen: z.input<typeof options> = {},
  asOf = '2020-01-01',
  ruleset = rules,
) {
  return programOf(chosen, asOf, ruleset).evaluate({ key: 'k', name: 'TESTPERSON', ...subject }).determinations[0]
}

export function programOf(chosen: z.input<typeof options> = {}, asOf = '2020-01-01', ruleset = rules): Program {
  // Safe: the engine takes rulesets with their option types erased.
  return compile(ruleset as unknown as Ruleset, { options: chosen, asOf, county: 'Test' })
}
