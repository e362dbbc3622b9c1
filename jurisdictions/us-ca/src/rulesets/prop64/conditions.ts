import { defineParameter, law } from '@cmr/jurisdiction'
import { RELIEF_END } from '../../intake/doj-bulk/relief-noted.ts'
import {
  ageFavoringAdult,
  ageFavoringMinor,
  commentNamesCovered,
  convictionDate,
  county,
  coverage,
  grams,
  isConviction,
  isRelated,
  level,
  levelFavoringGift,
  meaning,
  minorsInCase,
  offenseDayGiven,
  plants,
  priorBar,
  priorsUnderSection,
  relatedSection,
  reliefNoted,
  section,
  underNewLaw,
} from './facts/facts.ts'
import { NO_COUNTY } from './facts/county-name.ts'
import { PROP_64_EFFECTIVE } from './effective-date.ts'
import { LAWFUL_CULTIVATION, LAWFUL_POSSESSION } from './statutes.ts'

/** Grams of flower an adult may possess, inclusive. */
const lawfulGrams = defineParameter({
  id: 'lawful-grams',
  label: 'Lawful amount of cannabis, in grams',
  values: [{ from: PROP_64_EFFECTIVE, value: 28.5, citations: [LAWFUL_POSSESSION] }],
})

/** Grams of concentrate an adult may possess, inclusive. The initiative said 4; SB 94 made it 8. */
const lawfulConcentrateGrams = defineParameter({
  id: 'lawful-concentrate-grams',
  label: 'Lawful amount of concentrate, in grams',
  values: [
    { from: PROP_64_EFFECTIVE, to: '2017-06-27', value: 4, citations: [LAWFUL_POSSESSION] },
    { from: '2017-06-27', value: 8, citations: [LAWFUL_POSSESSION] },
  ],
})

/** Plants an adult may grow, inclusive. */
const lawfulPlants = defineParameter({
  id: 'lawful-plants',
  label: 'Lawful number of plants',
  values: [{ from: PROP_64_EFFECTIVE, value: 6, citations: [LAWFUL_CULTIVATION] }],
})

export const countyNamed = law.check({
  id: 'county-named',
  label: 'The file names the county of the court',
  facts: [county],
  holds: ([name]) => name !== NO_COUNTY,
})

export const inCounty = law.check({
  id: 'in-county',
  label: 'Convicted in the office’s county, or in none the file names',
  facts: [county],
  holds: ([name], context) => name === NO_COUNTY || name === context.county.toUpperCase(),
})

export const convicted = law.check({
  id: 'is-conviction',
  label: 'The charge ended in a conviction',
  facts: [isConviction],
  holds: ([isOne]) => isOne,
})

export const covered = law.check({
  id: 'covered-section',
  label: 'The conviction is under §§ 11357–11360 or a section they replaced',
  facts: [section],
  holds: ([name]) => name !== 'none',
})

export const inQuestion = law.check({
  id: 'in-question',
  label: 'The offense is one of the four sections, or may be taken for one',
  facts: [coverage],
  holds: ([kind]) => kind !== 'none',
})

export const commentCovered = law.check({
  id: 'comment-names-covered',
  label: 'Only the comment names one of the four sections',
  facts: [commentNamesCovered],
  holds: ([isOne]) => isOne,
})

export const related = law.check({
  id: 'is-related',
  label: 'The offense is one marijuana charges are pleaded down to, with such a charge in the same arrest',
  facts: [isRelated],
  holds: ([isOne]) => isOne,
})

/** The pilots that dismissed related charges left this one to a person: it covers drugs of every kind. */
export const prescriptionOffense = law.check({
  id: 'is-prescription-offense',
  label: 'Possession of a prescription drug (Business & Professions Code § 4060)',
  facts: [relatedSection],
  holds: ([name]) => name === '4060 BP',
})

export const offenseUnderNewLaw = law.check({
  id: 'offense-under-new-law',
  label: 'The offense was on or after November 9, 2016',
  facts: [underNewLaw],
  holds: ([isAfter]) => isAfter,
})

export const convictedUnderNewLaw = law.check({
  id: 'convicted-under-new-law',
  label: 'The conviction was on or after November 9, 2016',
  facts: [convictionDate],
  holds: ([day]) => day >= PROP_64_EFFECTIVE,
})

export const offenseDayKnown = law.check({
  id: 'offense-day-known',
  label: 'The file gives the day of the offense',
  facts: [offenseDayGiven],
  holds: ([isGiven]) => isGiven,
})

/** What the file may note that already set the conviction aside. */
const RELIEF_THAT_ENDS = new Set([
  '1203.4',
  '1203.4a',
  '1203.41',
  '1203.42',
  '1203.49',
  '11361.8',
  '11361.9',
  'set aside',
])

export const alreadyRelieved = law.check({
  id: 'already-relieved',
  label: 'The file notes that the conviction was dismissed or redesignated',
  facts: [reliefNoted],
  holds: ([noted]) => noted.split(RELIEF_END).some((relief) => RELIEF_THAT_ENDS.has(relief)),
})

function underSection(...names: string[]) {
  return law.check({
    id: `under-${names.join('-')}`,
    label: `The conviction is under § ${names.join(' or § ')}`,
    facts: [section],
    holds: ([name]) => names.includes(name),
  })
}
export const possession = underSection('11357')
export const cultivation = underSection('11358')
export const forSale = underSection('11359')
export const transport = underSection('11360')
export const notPossession = underSection('11358', '11359', '11360')

function meaningIs(id: string, label: string, ...words: string[]) {
  return law.check({ id, label, facts: [meaning], holds: ([word]) => words.includes(word) })
}
const smallByCharge = meaningIs('small-by-charge', 'The subdivision is for 28.5 grams or less', 'small')
const largeByCharge = meaningIs('large-by-charge', 'The subdivision is for more than 28.5 grams', 'large')
export const concentrate = meaningIs('concentrate', 'The subdivision is for concentrate', 'concentrate')
export const school = meaningIs(
  'school-grounds',
  'The subdivision is for school grounds',
  'school-adult',
  'school-minor',
)
export const schoolMinor = meaningIs('school-minor', 'The subdivision is for minors on school grounds', 'school-minor')
export const schoolAdult = meaningIs('school-adult', 'The subdivision is for adults on school grounds', 'school-adult')
const gift = meaningIs(
  'gift-by-charge',
  'The subdivision is for giving away or transporting 28.5 grams or less',
  'gift',
)
const subdivisionOpen = meaningIs('subdivision-open', 'The charge names no subdivision that settles it', 'open')

const withinLawfulGrams = law.check({
  id: 'within-lawful-grams',
  label: 'Not more than 28.5 grams',
  facts: [grams],
  holds: ([weight], { parameter }) => weight <= parameter(lawfulGrams),
})

const withinLawfulConcentrate = law.check({
  id: 'within-lawful-concentrate',
  label: 'Not more than the lawful weight of concentrate',
  facts: [grams],
  holds: ([weight], { parameter }) => weight <= parameter(lawfulConcentrateGrams),
})

/** An amount adults may have today: by the subdivision, else by weight. */
export const lawfulAmount = law.any(
  smallByCharge,
  law.all(concentrate, withinLawfulConcentrate),
  law.all(law.not(concentrate), law.not(largeByCharge), withinLawfulGrams),
)

/** A gift or transport of an amount adults may have today: by the subdivision, else by level and weight. */
export const lawfulGift = law.any(
  gift,
  law.all(
    subdivisionOpen,
    law.check({
      id: 'not-felony-transport',
      label: 'Not entered as a felony, which only § 11360(a) was',
      facts: [levelFavoringGift],
      holds: ([name]) => name !== 'felony',
    }),
    withinLawfulGrams,
  ),
)

export const withinLawfulPlants = law.check({
  id: 'within-lawful-plants',
  label: 'Not more than six plants',
  facts: [plants],
  holds: ([count], { parameter }) => count <= parameter(lawfulPlants),
})

const ADULT_AT = 18
const MAY_POSSESS_AT = 21

/** 21 or older at the offense, where that favors the person. */
export const adult21 = law.check({
  id: 'adult-21',
  label: '21 or older at the offense',
  facts: [ageFavoringAdult],
  holds: ([years]) => years >= MAY_POSSESS_AT,
})

/** 18 to 20 at the offense, where 21 would favor the person more. */
export const adult18 = law.check({
  id: 'adult-18-to-20',
  label: '18 to 20 at the offense',
  facts: [ageFavoringAdult],
  holds: ([years]) => years >= ADULT_AT && years < MAY_POSSESS_AT,
})

/** Under 18 at the offense, asked where being 21 would favor the person more. */
export const under18 = law.check({
  id: 'under-18',
  label: 'Under 18 at the offense',
  facts: [ageFavoringAdult],
  holds: ([years]) => years < ADULT_AT,
})

/** Under 18 at the offense, asked where that favors the person. */
export const minorFavored = law.check({
  id: 'minor',
  label: 'Under 18 at the offense',
  facts: [ageFavoringMinor],
  holds: ([years]) => years < ADULT_AT,
})

export const isFelony = law.check({
  id: 'is-felony',
  label: 'Entered as a felony',
  facts: [level],
  holds: ([name]) => name === 'felony',
})

export const barred = law.check({
  id: 'barred-by-prior',
  label: 'A disqualifying conviction came before the marijuana charge',
  facts: [priorBar],
  holds: ([isBarred]) => isBarred,
})

export const twoPriors = law.check({
  id: 'two-priors',
  label: 'Two or more earlier convictions under the same section',
  facts: [priorsUnderSection],
  holds: ([count]) => count >= 2,
})

export const minorsOffense = law.check({
  id: 'minors-offense',
  label: 'A conviction for selling to or employing minors in the same case',
  facts: [minorsInCase],
  holds: ([isOne]) => isOne,
})
