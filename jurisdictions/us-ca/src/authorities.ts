import type { Citation } from '@cmr/jurisdiction'

const LEGINFO = 'https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml'

/** Health & Safety Code § 11361.8: recall, dismissal and redesignation of convictions under Proposition 64. */
export const HS_11361_8: Citation = {
  cite: 'Health & Safety Code § 11361.8',
  url: `${LEGINFO}?lawCode=HSC&sectionNum=11361.8`,
  note: 'Dismissal and redesignation of marijuana convictions after Proposition 64.',
}

/** Health & Safety Code § 11361.9 (AB 1793, 2018): the state lists eligible convictions, prosecutors review them. */
export const HS_11361_9: Citation = {
  cite: 'Health & Safety Code § 11361.9',
  url: `${LEGINFO}?lawCode=HSC&sectionNum=11361.9`,
  note: 'The Department of Justice lists convictions for review by the prosecution, without a petition.',
}
