import { law } from '@cmr/jurisdiction'
import { county, prop64SectionNamed } from './facts.ts'

const inSelectedCounty = law.check({
  id: 'in-selected-county',
  label: 'Convicted in the selected county',
  facts: [county],
  // The file writes counties in upper case; blanks around them are data (D17).
  holds: ([name], context) => name === context.county.toUpperCase(),
})

const namesProp64Section = law.check({
  id: 'names-prop64-section',
  label: 'The offense text names a section 11357–11360',
  facts: [prop64SectionNamed],
  holds: ([section]) => section !== 'none',
})

/** Convictions of the selected county whose text names a Prop 64 section. */
export const relevantConvictions = law.all(inSelectedCounty, namesProp64Section)
