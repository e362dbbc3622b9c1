import { optionUi } from '@cmr/jurisdiction'
import { z } from 'zod'

const DEFAULT_AGE = 50
const DEFAULT_YEARS = 10
const LONGEST = 120

/** Whole years; 0 stands for the pilot's own number, as its hidden options took it. */
function years(name: string, standard: number) {
  const error = `${name} should be a whole number from 0 to ${LONGEST}`
  return z
    .number({ error })
    .refine((value) => Number.isInteger(value) && value >= 0 && value <= LONGEST, { error })
    .overwrite((value) => (value === 0 ? standard : value))
    .default(standard)
}

function toggle(label: string, help: string) {
  return z
    .boolean({ error: 'must be true or false' })
    .default(false)
    .register(optionUi, { label, help, group: 'What if', control: 'toggle' })
}

/** The parameters of the Los Angeles pilot (gogen_pilots 0.2.5), and what its seven what-if builds changed. */
export const losAngelesOptions = z.strictObject({
  individualAge: years('individualAge', DEFAULT_AGE).register(optionUi, {
    label: 'The person has reached this age',
    help: `0 for the pilot’s ${DEFAULT_AGE}.`,
    group: 'Parameters',
    control: 'number',
    unit: 'years',
  }),
  yearsConvictionFree: years('yearsConvictionFree', DEFAULT_YEARS).register(optionUi, {
    label: 'The person has had no conviction for this long',
    help: `0 for the pilot’s ${DEFAULT_YEARS}.`,
    group: 'Parameters',
    control: 'number',
    unit: 'years',
  }),
  twoPriorsLast: toggle('Two priors bar last', 'Only what no other rule answers is barred by two priors.'),
  all11357s: toggle('Dismiss every § 11357', 'Not only those written 11357(A) or 11357(B).'),
  noDateGate: toggle('No bar by date', 'Convictions from November 9, 2016 on are judged like others.'),
  noSuperstrikes: toggle('No bar by superstrikes', 'Superstrikes are listed, but bar nothing.'),
  noRegistration: toggle('No bar by registration', 'Penal Code § 290 is listed, but bars nothing.'),
  noTwoPriors: toggle('No bar by two priors', 'Two priors bar nothing.'),
})
export type LosAngelesOptions = z.output<typeof losAngelesOptions>
