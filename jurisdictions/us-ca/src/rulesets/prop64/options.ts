import { optionUi } from '@cmr/jurisdiction'
import { z } from 'zod'
import { REVIEW_BY_PROSECUTION } from './statutes.ts'

export const SECTIONS = ['11357', '11358', '11359', '11360'] as const
const section = z.enum(SECTIONS, { error: 'must list only the sections 11357, 11358, 11359 and 11360' })

const SECTION_CHOICES = {
  '11357': '§ 11357 Possession',
  '11358': '§ 11358 Cultivation',
  '11359': '§ 11359 Possession for sale',
  '11360': '§ 11360 Sale or transport',
}

/** 0 for "off", or whole years from `least` to `most`, both inclusive. */
function yearsOrOff(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}, or 0 for no such rule`
  return z
    .number({ error })
    .refine((years) => Number.isInteger(years) && (years === 0 || (years >= least && years <= most)), { error })
    .default(0)
}

function toggle() {
  return z.boolean({ error: 'must be true or false' }).default(false)
}

const DISMISS = 'Dismiss more than the statute compels'
const DISMISS_WHEN = 'Dismiss when'
const UNSETTLED = 'What the law leaves open'
const CONTEST = 'Contest, on a ground of the statute'

const dismissSections = z.array(section, { error: 'must be a list of sections' }).default([]).register(optionUi, {
  label: 'Dismiss all convictions under',
  help: 'Instead of the redesignation the statute compels.',
  group: DISMISS,
  control: 'checklist',
  choices: SECTION_CHOICES,
})
const dismissNonFelonies = toggle().register(optionUi, {
  label: 'Dismiss all misdemeanors and infractions',
  group: DISMISS,
  control: 'toggle',
})
const dismissBarred = toggle().register(optionUi, {
  label: 'Also where a disqualifying conviction came before',
  help: 'The statute compels nothing then. The choices on this page apply all the same.',
  group: DISMISS,
  control: 'toggle',
})
const dismissRelated = toggle().register(optionUi, {
  label: 'Also charges that marijuana charges were pleaded down to',
  help: 'Where a marijuana charge stands in the same arrest. Never compelled by the statute.',
  group: DISMISS,
  control: 'toggle',
})
const ageAtLeast = yearsOrOff(40, 65).register(optionUi, {
  label: 'The person has reached this age',
  help: '40 to 65, or 0 for no such rule.',
  group: DISMISS_WHEN,
  control: 'number',
  unit: 'years',
})
const underTwentyOne = toggle().register(optionUi, {
  label: 'The person was under 21 at the offense',
  group: DISMISS_WHEN,
  control: 'toggle',
})
const yearsSinceConviction = yearsOrOff(1, 15).register(optionUi, {
  label: 'The conviction is at least this old',
  help: '1 to 15, or 0 for no such rule.',
  group: DISMISS_WHEN,
  control: 'number',
  unit: 'years',
})
const yearsWithoutConviction = yearsOrOff(1, 15).register(optionUi, {
  label: 'The person has had no conviction for at least',
  help: 'Any charge in any county. 1 to 15, or 0 for no such rule.',
  group: DISMISS_WHEN,
  control: 'number',
  unit: 'years',
})
const yearsWithoutFelony = yearsOrOff(1, 15).register(optionUi, {
  label: 'The person has had no felony conviction for at least',
  help: 'Any charge in any county. 1 to 15, or 0 for no such rule.',
  group: DISMISS_WHEN,
  control: 'number',
  unit: 'years',
})
const onlyMarijuana = toggle().register(optionUi, {
  label: 'All convictions of the person are under the four sections',
  group: DISMISS_WHEN,
  control: 'toggle',
})
const onlyConviction = toggle().register(optionUi, {
  label: 'It is the person’s only conviction, and the sentence is served',
  group: DISMISS_WHEN,
  control: 'toggle',
})
const sentenceServed = toggle().register(optionUi, {
  label: 'The sentence is served, probation included',
  help: 'Only where the file shows when it ended.',
  group: DISMISS_WHEN,
  control: 'toggle',
})
const deceased = toggle().register(optionUi, {
  label: 'The person is deceased',
  group: DISMISS_WHEN,
  control: 'toggle',
})
const twoPriors = z
  .enum(['review', 'do-not-bar'], { error: 'must be review or do-not-bar' })
  .default('review')
  .register(optionUi, {
    label: 'Two earlier convictions under the same old section',
    help: 'The new law bars relief for two priors under its own subdivisions. Whether older ones count is not settled.',
    group: UNSETTLED,
    control: 'select',
    choices: { review: 'A person looks at each', 'do-not-bar': 'They do not bar relief' },
  })
const holdConcentrate = toggle().register(optionUi, {
  label: 'A person looks at every concentrate conviction before anything is filed',
  help: 'The weight decides, and the file does not give it.',
  group: UNSETTLED,
  control: 'toggle',
})

const groundChoices = {
  none: 'No ground named',
  'criteria-not-met': 'The conviction does not meet the criteria',
  'unreasonable-risk': 'Unreasonable risk of danger to public safety',
} as const
/** A contest and the ground it rests on; without a ground it is refused when it is saved. */
function contest(label: string, help: string, choices: readonly (keyof typeof groundChoices)[]) {
  return {
    on: toggle().register(optionUi, {
      label,
      help,
      group: CONTEST,
      control: 'toggle',
      citations: [REVIEW_BY_PROSECUTION],
    }),
    ground: z
      .enum(choices, { error: `must be one of: ${choices.join(', ')}` })
      .default('none')
      .register(optionUi, {
        label: `Ground for: ${label.charAt(0).toLowerCase()}${label.slice(1)}`,
        group: CONTEST,
        control: 'select',
        choices: Object.fromEntries(choices.map((choice) => [choice, groundChoices[choice]])),
        citations: [REVIEW_BY_PROSECUTION],
      }),
  }
}
const serving = contest('Contest where the sentence is still running', 'The court then decides after a hearing.', [
  'none',
  'criteria-not-met',
  'unreasonable-risk',
])
const laterOffense = contest(
  'Contest where a disqualifying conviction came with or after the marijuana charge',
  'The statute bars relief only for one that came before. People v. Smit is against this contest.',
  ['none', 'criteria-not-met'],
)
const largeAmount = contest(
  'Contest sales and possession for sale of more than one pound',
  'Only where the weight is known.',
  ['none', 'criteria-not-met'],
)

/** What an office may add to the statutory floor, and what it may contest. */
export const prop64Options = z.strictObject({
  dismiss: z
    .strictObject({
      sections: dismissSections,
      nonFelonies: dismissNonFelonies,
      barred: dismissBarred,
      related: dismissRelated,
    })
    .prefault({}),
  dismissWhen: z
    .strictObject({
      ageAtLeast,
      underTwentyOne,
      yearsSinceConviction,
      yearsWithoutConviction,
      yearsWithoutFelony,
      onlyMarijuana,
      onlyConviction,
      sentenceServed,
      deceased,
    })
    .prefault({}),
  unsettled: z.strictObject({ twoPriors, holdConcentrate }).prefault({}),
  contest: z
    .strictObject({
      serving: serving.on,
      servingGround: serving.ground,
      laterOffense: laterOffense.on,
      laterOffenseGround: laterOffense.ground,
      largeAmount: largeAmount.on,
      largeAmountGround: largeAmount.ground,
    })
    .prefault({}),
})
export type Prop64Options = z.output<typeof prop64Options>
