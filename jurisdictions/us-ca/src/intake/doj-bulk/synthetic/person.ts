import { dayNumber } from '@cmr/record'
import { compactDate } from './calendar.ts'
import { weighted, type Random } from './random.ts'

/** An invented person as the identity columns describe them. */
export interface Person {
  /** Columns SUBJECT_STATUS to CITIZENSHIP_LIST, joined. */
  readonly columns: string
  /** Day of birth, counted from 0000-01-01; known here even where the file leaves it out. */
  readonly bornDay: number
}

const FIRST_SUBJECT = 10_000_001
const OLDEST = dayNumber('1938-01-01')
const YOUNGEST = dayNumber('1999-12-31')

const syllables = [
  'BA',
  'DEN',
  'FOR',
  'GAL',
  'HI',
  'KAR',
  'LO',
  'MER',
  'NO',
  'PIL',
  'QUA',
  'RIS',
  'SO',
  'TAN',
  'VEL',
  'WIN',
  'YO',
  'ZEP',
]
const firstNames = {
  M: [
    'AARON',
    'BRIAN',
    'CARLOS',
    'DAVID',
    'ERIC',
    'FRANK',
    'GARY',
    'HECTOR',
    'IVAN',
    'JOSE',
    'KEVIN',
    'LUIS',
    'MARK',
    'NATHAN',
    'OSCAR',
    'PAUL',
    'RAY',
    'SEAN',
    'TYRONE',
    'VICTOR',
  ],
  F: [
    'ANA',
    'BRENDA',
    'CARMEN',
    'DIANA',
    'ELENA',
    'FAITH',
    'GLORIA',
    'HELEN',
    'IRIS',
    'JOAN',
    'KAREN',
    'LINDA',
    'MARIA',
    'NORA',
    'OLGA',
    'PATRICIA',
    'ROSA',
    'SUSAN',
    'TINA',
    'WANDA',
  ],
} as const
const initials = 'ABCDEFGHJKLMNPRSTW'.split('')

const sexes = weighted(['M', 82] as const, ['F', 18] as const)
const races = weighted(
  ['H,HISPANIC', 38],
  ['W,WHITE', 30],
  ['B,BLACK', 24],
  ['O,OTHER', 3],
  ['F,FILIPINO', 1],
  ['A,OTHER ASIAN', 2],
  ['I,AMERICAN INDIAN', 1],
  ['X,UNKNOWN', 1],
)
const eyes = weighted(['BRO,BROWN', 75], ['BLU,BLUE', 10], ['HAZ,HAZEL', 8], ['GRN,GREEN', 5], [',', 2])
const hair = weighted(['BLK,BLACK', 45], ['BRO,BROWN', 45], ['BLN,BLOND', 5], ['RED,RED', 2], ['BAL,BALD', 1], [',', 2])
const birthplaces = weighted(
  ['CA,CALIFORNIA,STATE,UNITED STATES', 60],
  ['TX,TEXAS,STATE,UNITED STATES', 8],
  ['NY,NEW YORK,STATE,UNITED STATES', 5],
  ['MM,MEXICO,COUNTRY,MEXICO', 18],
  ['ES,EL SALVADOR,COUNTRY,EL SALVADOR', 4],
  ['YY,UNKNOWN,,', 5],
)

/** A surname nobody bears; now and then with a letter outside ASCII, as one byte. */
function makeSurname(random: Random): string {
  const ending = random.chance(0.003) ? 'PE\xd1A' : random.pick(syllables) + random.pick(syllables)
  return 'TESTPERSON-' + random.pick(syllables) + ending
}

function makeName(random: Random, sex: 'M' | 'F'): string {
  const space = random.chance(0.01) ? ' ' : ''
  const middle = random.chance(0.75) ? ' ' + random.pick(initials) : ''
  const nickname = random.chance(0.004) ? ' ""' + random.pick(firstNames[sex]) + '""' : ''
  return '"' + makeSurname(random) + ',' + space + random.pick(firstNames[sex]) + middle + nickname + '"'
}

function makeBirthText(random: Random, bornDay: number): string {
  const known = compactDate(bornDay)
  if (random.chance(0.004)) return known.slice(0, 4) + '0000'
  return random.chance(0.001) ? '' : known
}

/** The `ordinal`-th person of a file, 0-based. Numbers of documents are ones no office gives out. */
export function makePerson(random: Random, ordinal: number): Person {
  const sex = random.pick(sexes)
  const bornDay = random.between(OLDEST, YOUNGEST)
  const born = makeBirthText(random, bornDay)
  const name = makeName(random, sex)
  const cii = 'A' + String(90_000_000 + ordinal).padStart(9, '0')
  const socialSecurity = '900' + String(ordinal % 1_000_000).padStart(6, '0')
  const license = random.chance(0.7) ? 'TEST' + String(10_000 + (ordinal % 90_000)) : ''
  const federal = random.chance(0.6) ? 'TEST' + ordinal + 'X' : ''
  const inmate = random.chance(0.05) ? 'TEST' + (ordinal % 1000) : ''
  const height = random.between(5, 6) + String(random.between(0, 11)).padStart(2, '0')
  const columns = [
    'FOUND',
    FIRST_SUBJECT + ordinal,
    ...['#', cii, name, sex, born, '', ''],
    ...['#', cii, name, sex, born, socialSecurity, license, '', inmate, federal],
    ...['#', random.pick(races), random.pick(eyes), random.pick(hair), height, random.between(110, 260), 'N', 'Y'],
    random.pick(birthplaces),
  ].join(',')
  return { columns, bornDay }
}
