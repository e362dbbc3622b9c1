import { trimSpace } from '@cmr/intake'
import type { IntakeEntry } from '@cmr/jurisdiction'
import { parseCompactDate, type Charge, type Subject } from '@cmr/record'
import { keptIndex } from './kept.ts'

const SUBJECT_ID = keptIndex('SUBJECT_ID')
const PRI_NAME = keptIndex('PRI_NAME')
const PRI_DOB = keptIndex('PRI_DOB')
const STP_EVENT_DATE = keptIndex('STP_EVENT_DATE')
const STP_TYPE_DESCR = keptIndex('STP_TYPE_DESCR')
const STP_ORI_CNTY_NAME = keptIndex('STP_ORI_CNTY_NAME')
const CNT_ORDER = keptIndex('CNT_ORDER')
const OFN = keptIndex('OFN')
const OFFENSE_DESCR = keptIndex('OFFENSE_DESCR')
const OFFENSE_TOC = keptIndex('OFFENSE_TOC')
const DISP_DESCR = keptIndex('DISP_DESCR')
const CONV_STAT_DESCR = keptIndex('CONV_STAT_DESCR')
const COMMENT_TEXT = keptIndex('COMMENT_TEXT')

/** Characters of CNT_ORDER that name the step within the cycle: the counts of one court case share them. */
const CASE_KEY_LENGTH = 6

/** Whether a description says nothing, so that the charge must be looked for in the comment. */
export function isDescriptionEmpty(description: string): boolean {
  const text = trimSpace(description)
  return text === '' || text === 'SEE COMMENT FOR CHARGE'
}

/** The offense as the row gives it: the description, or the comment where the description is empty; up to its first hyphen, untrimmed. */
function codeText(description: string, comment: string): string {
  const text = isDescriptionEmpty(description) ? comment : description
  const hyphen = text.indexOf('-')
  return hyphen === -1 ? text : text.slice(0, hyphen)
}

/** FELONY in the conviction status, or no status at all and an F as the type of charge. */
function isFelony(status: string, typeOfCharge: string): boolean {
  return status === 'FELONY' || (status === '' && typeOfCharge === 'F')
}

/** What the rows of one person have said so far. */
class PersonRows {
  deceased = false
  registered = false
  private readonly convictions: { readonly charge: Charge; readonly caseKey: string }[] = []
  private readonly countsSeen = new Set<string>()
  private readonly caseNumbers = new Map<string, string[]>()

  /** Forgets which counts and case numbers there were. */
  forget(): void {
    this.countsSeen.clear()
    this.caseNumbers.clear()
  }

  add(entry: IntakeEntry): void {
    const { fields } = entry
    const order = fields[CNT_ORDER] ?? ''
    const caseKey = order.slice(0, CASE_KEY_LENGTH)
    const offense = fields[OFFENSE_DESCR] ?? ''
    switch (fields[STP_TYPE_DESCR] ?? '') {
      case 'DECEASED':
        this.deceased = true
        break
      case 'COURT ACTION':
        this.addCaseNumber(caseKey, fields[OFN] ?? '')
        break
      case 'REGISTRATION':
        if (offense.startsWith('290')) this.registered = true
        break
      default:
        break
    }
    const wasConvicted = fields[DISP_DESCR]?.startsWith('CONVICTED') === true
    if (!wasConvicted || this.countsSeen.has(order)) return
    this.countsSeen.add(order)
    this.convictions.push({ charge: toCharge(entry), caseKey })
  }

  charges(): Charge[] {
    return this.convictions.map(({ charge, caseKey }) => withCaseNumber(charge, this.caseNumbers.get(caseKey)))
  }

  private addCaseNumber(caseKey: string, number: string): void {
    if (number === '') return
    const numbers = this.caseNumbers.get(caseKey)
    if (numbers === undefined) this.caseNumbers.set(caseKey, [number])
    else if (!numbers.includes(number)) numbers.push(number)
  }
}

/**
 * Builds a subject from the rows of one SUBJECT_ID: one charge for each CNT_ORDER among the convicted rows, read
 * from the first such row; later rows of the same count are further parts of its sentence. Rows that are not
 * convictions add case numbers, the registration and the death notice.
 *
 * Rows without a SUBJECT_ID all reach this function together. The original tools forget what they had seen at each
 * such row, so nothing is merged among them and the last row names the person (D16).
 */
export function assemble(entries: readonly IntakeEntry[]): Subject {
  const key = entries[0]?.fields[SUBJECT_ID] ?? ''
  const person = new PersonRows()
  for (const entry of entries) {
    if (key === '') person.forget()
    person.add(entry)
  }
  const naming = (key === '' ? entries.at(-1) : entries[0])?.fields
  return {
    key,
    name: naming?.[PRI_NAME] ?? '',
    ...withDate('bornOn', naming?.[PRI_DOB] ?? ''),
    charges: person.charges(),
    given: { deceased: person.deceased, registered: person.registered },
  }
}

function withDate<K extends string>(name: K, text: string): { readonly [key in K]?: string } {
  const date = parseCompactDate(text)
  // Safe: the object has exactly the one key K, or none.
  return (date === undefined ? {} : { [name]: date }) as { readonly [key in K]?: string }
}

function withCaseNumber(charge: Charge, numbers: readonly string[] | undefined): Charge {
  return numbers === undefined ? charge : { ...charge, given: { ...charge.given, caseNumber: numbers.join('; ') } }
}

function toCharge({ row, line, fields }: IntakeEntry): Charge {
  const order = fields[CNT_ORDER] ?? ''
  const literal = codeText(fields[OFFENSE_DESCR] ?? '', fields[COMMENT_TEXT] ?? '')
  return {
    id: String(row),
    caseId: order.slice(0, CASE_KEY_LENGTH),
    row,
    line,
    literal,
    disposition: 'convicted',
    ...withDate('disposedOn', fields[STP_EVENT_DATE] ?? ''),
    given: {
      county: fields[STP_ORI_CNTY_NAME] ?? '',
      felony: isFelony(fields[CONV_STAT_DESCR] ?? '', fields[OFFENSE_TOC] ?? ''),
      caseNumber: '',
    },
  }
}
