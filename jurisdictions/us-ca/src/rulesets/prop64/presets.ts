import type { Preset } from '@cmr/jurisdiction'
import type { z } from 'zod'
import { type prop64Options, SECTIONS } from './options.ts'
import { COMPLETED_RELIEF, REVIEW_BY_PROSECUTION } from './statutes.ts'

type Options = z.input<typeof prop64Options>

const FLOOR_STAYS = 'The statutory floor stays: what the statute compels is given even where the original withheld it.'

/** What an office may start from. The first gives what the statute compels and nothing else. */
export const presets: Readonly<Record<string, Preset<Options>>> = {
  'statutory-floor': {
    label: 'The statutory floor',
    help: 'What the statute compels, and nothing else.',
    source: COMPLETED_RELIEF,
    options: {},
  },
  'everything-the-statute-allows': {
    label: 'Everything the statute allows',
    help: 'Every conviction no disqualifying offense came before is dismissed and sealed.',
    source: REVIEW_BY_PROSECUTION,
    options: {
      dismiss: { sections: [...SECTIONS], nonFelonies: true },
      unsettled: { twoPriors: 'do-not-bar' },
    },
  },
  'san-francisco-2019': {
    label: 'San Francisco, 2019',
    help: `Dismissed every eligible conviction back to 1975. Its tool withheld relief for more than a pound and for any listed offense, also a later one; the statute has no such ground, so neither is here. ${FLOOR_STAYS}`,
    source: {
      cite: 'San Francisco District Attorney, announcement and order of April 3, 2019',
      url: 'https://sfdistrictattorney.org',
    },
    options: { dismiss: { sections: [...SECTIONS], nonFelonies: true } },
  },
  'sacramento-2019': {
    label: 'Sacramento, 2019',
    help: `Dismissed misdemeanors and infractions, convictions of people ten years without a conviction, and a person’s only conviction once the sentence was served; reduced the rest. ${FLOOR_STAYS}`,
    source: {
      cite: 'Sacramento County District Attorney, announcement of April 22, 2019',
      url: 'https://www.sacda.org',
    },
    options: {
      dismiss: { nonFelonies: true },
      dismissWhen: { yearsWithoutConviction: 10, onlyConviction: true },
    },
  },
  'san-joaquin-2019': {
    label: 'San Joaquin, 2019',
    help: `Dismissed possession, misdemeanors, convictions of people five years without a conviction, a person’s only conviction once served, and related charges. ${FLOOR_STAYS}`,
    source: {
      cite: 'San Joaquin County District Attorney, criteria of the 2019 pilot as published in its software',
      url: 'https://www.sjgov.org',
    },
    options: {
      dismiss: { sections: ['11357'], nonFelonies: true, related: true },
      dismissWhen: { yearsWithoutConviction: 5, onlyConviction: true },
    },
  },
  'contra-costa-2019': {
    label: 'Contra Costa, 2019',
    help: `The same criteria as San Joaquin. ${FLOOR_STAYS}`,
    source: {
      cite: 'Contra Costa County District Attorney, record clearance under Proposition 64',
      url: 'https://www.contracosta.ca.gov/7717',
    },
    options: {
      dismiss: { sections: ['11357'], nonFelonies: true, related: true },
      dismissWhen: { yearsWithoutConviction: 5, onlyConviction: true },
    },
  },
  'los-angeles-2020': {
    label: 'Los Angeles, 2020',
    help: `Announced: dismissal for people of 50 or older, under 21 at the time, ten years without a felony, or with the sentence served. Its tool asked for ten years without any conviction and tested the age of 21 on the day of the run. ${FLOOR_STAYS}`,
    source: {
      cite: 'Los Angeles County District Attorney, motion of February 11, 2020',
      url: 'https://da.lacounty.gov',
    },
    options: {
      dismissWhen: { ageAtLeast: 50, underTwentyOne: true, yearsWithoutFelony: 10, sentenceServed: true },
    },
  },
  'fifty-eight-counties-2019': {
    label: 'The 58-county tool, 2019, with its defaults',
    help: 'Dismissed all four sections without looking at disqualifying convictions. Its further reasons changed nothing while all sections were set to be dismissed; they are set here as they were. Convictions under the new law are not eligible here.',
    source: {
      cite: 'Clear My Record application for counties, version 1.1.5 (2019)',
      url: 'https://www.codeforamerica.org',
    },
    options: {
      dismiss: { sections: [...SECTIONS], nonFelonies: true, barred: true },
      dismissWhen: { yearsSinceConviction: 5, yearsWithoutConviction: 5, onlyMarijuana: true },
    },
  },
}
