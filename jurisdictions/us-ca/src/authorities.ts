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

/** Health & Safety Code § 11357 as it is now: possession, by amount, age and place. */
export const HS_11357: Citation = {
  cite: 'Health & Safety Code § 11357',
  url: `${LEGINFO}?lawCode=HSC&sectionNum=11357`,
  note: 'Possession, by amount, age and place.',
}

/** Health & Safety Code § 11357 before Proposition 64. */
export const HS_11357_FORMER: Citation = {
  cite: 'Former Health & Safety Code § 11357 (before 2016-11-09)',
  note: 'Concentrate (a), up to 28.5 grams (b), more (c), on school grounds (d) and (e).',
}

/** Health & Safety Code § 11358 as it is now: cultivation. */
export const HS_11358: Citation = {
  cite: 'Health & Safety Code § 11358',
  url: `${LEGINFO}?lawCode=HSC&sectionNum=11358`,
  note: 'Cultivation, by number of plants and age.',
}

/** Health & Safety Code § 11359 as it is now: possession for sale. */
export const HS_11359: Citation = {
  cite: 'Health & Safety Code § 11359',
  url: `${LEGINFO}?lawCode=HSC&sectionNum=11359`,
  note: 'Possession for sale, by age and history.',
}

/** Health & Safety Code § 11360 as it is now: sale, transport and gifts. */
export const HS_11360: Citation = {
  cite: 'Health & Safety Code § 11360',
  url: `${LEGINFO}?lawCode=HSC&sectionNum=11360`,
  note: 'Sale and transport (a), gifts and transport of up to 28.5 grams (b).',
}

/** Former Health & Safety Code §§ 11530–11531, renumbered 11357–11360 in 1972. */
export const HS_11530_FORMER: Citation = {
  cite: 'Former Health & Safety Code §§ 11530, 11530.1, 11530.5, 11531; Younger v. Superior Court (1978) 21 Cal.3d 102',
  note: 'The marijuana offenses before they were renumbered in 1972.',
}

const superstrikeGroup = (group: string, note: string): Citation => ({
  cite: `Penal Code § 667(e)(2)(C)(iv)(${group})`,
  url: `${LEGINFO}?lawCode=PEN&sectionNum=667`,
  note,
})

/** Penal Code § 667(e)(2)(C)(iv): the eight groups of prior convictions that bar relief, called superstrikes. */
export const SUPERSTRIKE_GROUPS = {
  I: superstrikeGroup('I', 'Sexually violent offenses of Welfare & Institutions Code § 6600(b).'),
  II: superstrikeGroup('II', 'Oral copulation, sodomy or penetration with a child under 14 and ten years younger.'),
  III: superstrikeGroup('III', 'Lewd acts with a child under 14, Penal Code § 288.'),
  IV: superstrikeGroup('IV', 'Homicide and attempted homicide, Penal Code §§ 187 to 191.5.'),
  V: superstrikeGroup('V', 'Solicitation of murder, Penal Code § 653f.'),
  VI: superstrikeGroup('VI', 'Assault with a machine gun on a peace officer or firefighter, Penal Code § 245(d)(3).'),
  VII: superstrikeGroup('VII', 'Possession of a weapon of mass destruction, Penal Code § 11418(a)(1).'),
  VIII: superstrikeGroup('VIII', 'Any serious or violent felony punishable by life imprisonment or death.'),
} as const satisfies Record<string, Citation>
