import { optionUi } from '@cmr/jurisdiction'
import { z } from 'zod'

export const SECTIONS = ['11357', '11358', '11359', '11360'] as const
const section = z.enum(SECTIONS, { error: 'must list only the sections 11357, 11358, 11359 and 11360' })

const SECTION_CHOICES = {
  '11357': '§ 11357 Possession',
  '11358': '§ 11358 Cultivation',
  '11359': '§ 11359 Possession for sale',
  '11360': '§ 11360 Sale or transport',
}

/** 0 for "off", or whole years from `least` to `most`, both inclusive. */
function yearsOrOff(name: string, least: number, most: number) {
  const error = `${name} should be between ${least} and ${most}, or 0`
  return z
    .number({ error })
    .refine((years) => Number.isInteger(years) && (years === 0 || (years >= least && years <= most)), { error })
    .default(0)
}

function flag() {
  return z.boolean({ error: 'must be true or false' }).default(false)
}

const BASELINE = 'Felonies by section'
const RELIEF = 'Felonies set to be reduced are dismissed all the same when'

const dismiss = z.array(section, { error: 'must be a list of sections' }).default([]).register(optionUi, {
  label: 'Dismiss',
  help: 'All felony convictions under these sections. Misdemeanors and infractions are always dismissed.',
  group: BASELINE,
  control: 'checklist',
  choices: SECTION_CHOICES,
})
const reduce = z.array(section, { error: 'must be a list of sections' }).default([]).register(optionUi, {
  label: 'Reduce',
  help: 'Felony convictions under these sections, unless they are dismissed. Where a section is in both lists, dismissal wins.',
  group: BASELINE,
  control: 'checklist',
  choices: SECTION_CHOICES,
})
const subjectUnder21AtConviction = flag().register(optionUi, {
  label: 'The person was under 21 at conviction',
  group: RELIEF,
  control: 'toggle',
})
const subjectAgeThreshold = yearsOrOff('SubjectAgeThreshold', 40, 65).register(optionUi, {
  label: 'The person has reached this age',
  help: '40 to 65, or 0 for no such rule.',
  group: RELIEF,
  control: 'number',
  unit: 'years',
})
const yearsSinceConvictionThreshold = yearsOrOff('YearsSinceConvictionThreshold', 1, 15).register(optionUi, {
  label: 'The conviction is at least this old',
  help: '1 to 15, or 0 for no such rule.',
  group: RELIEF,
  control: 'number',
  unit: 'years',
})
const yearsCrimeFreeThreshold = yearsOrOff('YearsCrimeFreeThreshold', 1, 15).register(optionUi, {
  label: 'The person has had no conviction for more than',
  help: 'Any charge in any county. 1 to 15, or 0 for no such rule.',
  group: RELIEF,
  control: 'number',
  unit: 'years',
})
const subjectHasOnlyProp64Charges = flag().register(optionUi, {
  label: 'All convictions of the person are under §§ 11357–11360',
  group: RELIEF,
  control: 'toggle',
})
const subjectIsDeceased = flag().register(optionUi, {
  label: 'The person is deceased',
  group: RELIEF,
  control: 'toggle',
})

/** The options file of the 58-county tool (gogen 0.2.13), with its names and bounds. Unknown keys are ignored. */
export const configurableOptions = z.object({
  baselineEligibility: z.object({ dismiss, reduce }).prefault({}),
  additionalRelief: z
    .object({
      subjectUnder21AtConviction,
      subjectAgeThreshold,
      yearsSinceConvictionThreshold,
      yearsCrimeFreeThreshold,
      subjectHasOnlyProp64Charges,
      subjectIsDeceased,
    })
    .prefault({}),
})
export type ConfigurableOptions = z.output<typeof configurableOptions>
