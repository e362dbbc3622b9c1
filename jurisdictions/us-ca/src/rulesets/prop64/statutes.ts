import type { Citation } from '@cmr/jurisdiction'

const LEGINFO = 'https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml'
const COURTS = 'https://www.courts.ca.gov/opinions.htm'

/** A subdivision of the Health & Safety Code, such as `hs('11357', '(a)(2)')`. */
export function hs(section: string, subdivision: string, note?: string): Citation {
  return {
    cite: `Health & Safety Code § ${section}${subdivision}`,
    url: `${LEGINFO}?lawCode=HSC&sectionNum=${section}`,
    ...(note === undefined ? {} : { note }),
  }
}

/** A subdivision of the Penal Code. */
function pc(section: string, subdivision: string, note?: string): Citation {
  return {
    cite: `Penal Code § ${section}${subdivision}`,
    url: `${LEGINFO}?lawCode=PEN&sectionNum=${section}`,
    ...(note === undefined ? {} : { note }),
  }
}

function decision(cite: string, note: string): Citation {
  return { cite, url: COURTS, note }
}

export const COVERED_OFFENSES = hs(
  '11361.8',
  '(a)',
  'Sections 11357, 11358, 11359 and 11360 as amended by Proposition 64.',
)
export const PRESUMED_ELIGIBLE = hs(
  '11361.8',
  '(b), (f)',
  'The court presumes that a person meets the criteria unless the opposing party proves by clear and convincing evidence that the person does not.',
)
export const COMPLETED_RELIEF = hs('11361.8', '(e)', 'A completed sentence: dismissal and sealing, or redesignation.')
export const PETITION = hs(
  '11361.8',
  '(a)–(c)',
  'A person still serving petitions for recall or dismissal; the court may refuse only for an unreasonable risk of danger to public safety.',
)
export const LAWFUL_POSSESSION = hs(
  '11362.1',
  '(a)(1), (a)(2)',
  'Adults of 21 may possess, transport and give away 28.5 grams of cannabis and 8 grams of concentrate.',
)
export const LAWFUL_CULTIVATION = hs('11362.1', '(a)(3)', 'Adults of 21 may grow six plants and keep what they yield.')
export const REVIEW_BY_PROSECUTION = hs(
  '11361.9',
  '',
  'The state lists convictions; unless the prosecution contests one on the statute’s grounds, the court grants relief.',
)
export const RECORDS_DESTROYED = hs(
  '11361.5',
  '(a)',
  'Records of small possession and gift offenses are destroyed two years after conviction.',
)
export const RECORDS_IRRELEVANT = hs(
  '11361.7',
  '',
  'A record that should have been destroyed is not accurate or relevant for any purpose.',
)
export const DISQUALIFYING_OFFENSES = pc(
  '667',
  '(e)(2)(C)(iv)',
  'Offenses that keep a person from relief when they came before the marijuana charge.',
)
export const REGISTRATION_OFFENSES = pc('290', '(c)', 'Offenses that require registration.')

export const BANDA = decision(
  'People v. Banda (2018) 26 Cal.App.5th 349',
  'Where the record does not show the amount, the person is presumed to meet the criteria.',
)
export const SMIT = decision(
  'People v. Smit (2018) 24 Cal.App.5th 596',
  'A disqualifying conviction of the same case, or a later one, does not bar relief.',
)
export const BOATWRIGHT = decision(
  'People v. Boatwright (2019) 36 Cal.App.5th 848',
  'A plea bargained down from marijuana charges is not categorically outside § 11361.8.',
)
export const RAYBON = decision(
  'People v. Raybon (2021) 11 Cal.5th 1056',
  'Possession in prison under Penal Code § 4573.6 is not covered.',
)
