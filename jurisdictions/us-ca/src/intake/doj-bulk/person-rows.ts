import type { IntakeEntry } from '@cmr/jurisdiction'
import { parseCompactDate, type Charge, type Given } from '@cmr/record'
import { ByKey } from './by-key.ts'
import { CourtCases } from './court-cases.ts'
import { keptIndex } from './kept.ts'
import { levelOf, isFelony } from './level.ts'
import { isDescriptionEmpty, offenseText, pointsToComment } from './offense-text.ts'
import { RELIEF_END, reliefNoted } from './relief-noted.ts'
import { joinParts, writePart } from './sentence-parts.ts'

const SUBJECT_ID = keptIndex('SUBJECT_ID')
const PRI_NAME = keptIndex('PRI_NAME')
const PRI_DOB = keptIndex('PRI_DOB')
const CYC_DATE = keptIndex('CYC_DATE')
const STP_EVENT_DATE = keptIndex('STP_EVENT_DATE')
const STP_TYPE_DESCR = keptIndex('STP_TYPE_DESCR')
const STP_ORI_CNTY_NAME = keptIndex('STP_ORI_CNTY_NAME')
const CNT_ORDER = keptIndex('CNT_ORDER')
const OFN = keptIndex('OFN')
const OFFENSE_DESCR = keptIndex('OFFENSE_DESCR')
const OFFENSE_TOC = keptIndex('OFFENSE_TOC')
const CONV_OFFENSE_DESCR = keptIndex('CONV_OFFENSE_DESCR')
const DISP_DESCR = keptIndex('DISP_DESCR')
const CONV_STAT_DESCR = keptIndex('CONV_STAT_DESCR')
const SENT_LOC_DESCR = keptIndex('SENT_LOC_DESCR')
const SENT_LENGTH = keptIndex('SENT_LENGTH')
const SENT_TIME_CODE = keptIndex('SENT_TIME_CODE')
const COMMENT_TEXT = keptIndex('COMMENT_TEXT')

/** Characters of CNT_ORDER that name the cycle: one sequence from arrest to disposition. */
const CYCLE_LENGTH = 3
/** Characters of CNT_ORDER that name the step within the cycle: the counts of one court case share them. */
const CASE_KEY_LENGTH = 6

/** One sequence from arrest to disposition. */
interface Cycle {
  readonly key: string
  /** How many counts there were at its last marijuana charge; undefined while it has none. */
  marijuanaUntil: number | undefined
  /** The same without charges that stand in a comment to which no description points in the exact words. */
  marijuanaAsMarkedUntil: number | undefined
}

/** One step of a cycle. */
interface Step {
  readonly key: string
  /** The court's numbers for the case, each once; undefined while there is none. */
  numbers: string[] | undefined
  /** The same in order of text, as one: made when all rows are read. */
  numbersSorted: string | undefined
}

/** What is remembered of a count while its rows go by. */
interface Count {
  readonly key: string
  readonly entry: IntakeEntry
  /** 0-based among the counts of the person. */
  readonly position: number
  readonly step: Step
  readonly cycle: Cycle
  /** Parts of the sentence by the rows of this count. */
  readonly parts: string[]
  /** The same as the original tools added them up: rows of a count extend whichever conviction came last (D4). */
  readonly appended: string[]
  relieved: ReadonlySet<string>
}

/** Relief noted on a row, for the count of that key, else for counts of the cycle with the same offense. */
interface NotedRelief {
  readonly key: string
  readonly cycle: Cycle
  readonly offense: string
  readonly relieved: string
}

const NO_RELIEF: ReadonlySet<string> = new Set()

/** What the rows of one person have said so far. */
export class PersonRows {
  private deceased = false
  private registered = false
  private registeredOn: string | undefined
  private readonly counts: Count[] = []
  private readonly countsSeen = new ByKey<Count>()
  private readonly steps = new ByKey<Step>()
  private readonly cycles = new ByKey<Cycle>()
  private lastStep: Step | undefined
  private rowsSeen: Set<string> | undefined
  private readonly reliefs: NotedRelief[] = []
  private readonly sourceKeys: string[] = []
  private birthDatesDiffer = false
  private namesDiffer = false
  private first: readonly string[] | undefined

  /**
   * `severalFiles`: whether rows of more than one file may follow. `forgets`: whether each row forgets which counts,
   * cycles and case numbers there were before it (D16).
   */
  constructor(
    private readonly gathers: 'record-set' | 'file',
    private readonly severalFiles: boolean,
    private readonly forgets = false,
  ) {}

  add(entry: IntakeEntry): void {
    if (this.forgets) this.forget()
    const { fields } = entry
    if (this.severalFiles && this.isRepeated(entry)) return
    this.compareIdentity(fields)
    const prefix = this.gathers === 'record-set' ? this.prefixOf(fields[SUBJECT_ID] ?? '') : ''
    this.readStep(fields, prefix)
    const disposition = fields[DISP_DESCR] ?? ''
    if (disposition.startsWith('CONVICTED')) this.addConvicted(entry, prefix)
    const relieved = reliefNoted(disposition)
    if (relieved !== undefined) this.addRelief(fields, prefix, relieved)
    if (namesMarijuana(fields)) this.addMarijuanaCharge(fields, prefix)
  }

  charges(): Charge[] {
    // Only now, because the row that notes relief may stand before the count it is for.
    for (const relief of this.reliefs) this.noteRelief(relief)
    if (this.gathers === 'file') return this.counts.map((count) => this.toCharge(count, count.step.key))
    const cases = new CourtCases()
    return this.withoutRepeatedCounts().map((count) => this.toCharge(count, caseIdOf(count, cases)))
  }

  /** Facts about the person. */
  given(): Given {
    return {
      deceased: this.deceased,
      registered: this.registered,
      registeredOn: this.registeredOn,
      birthDatesDiffer: this.birthDatesDiffer || undefined,
      namesDiffer: this.namesDiffer || undefined,
    }
  }

  private forget(): void {
    this.countsSeen.clear()
    // The row before is the only one whose case numbers are not forgotten yet.
    if (this.lastStep !== undefined) this.lastStep.numbers = undefined
  }

  /** Whether a row of another file said the same already. Within one file equal rows are parts of one sentence. */
  private isRepeated({ file, fields }: IntakeEntry): boolean {
    const text = fields.join('\u001f')
    const rowsSeen = (this.rowsSeen ??= new Set())
    for (let other = 0; other < file; other++) if (rowsSeen.has(`${other}\u001f${text}`)) return true
    rowsSeen.add(`${file}\u001f${text}`)
    return false
  }

  /** Keeps the counts of a person's second and further SUBJECT_IDs apart: each numbers its cycles from the start. */
  private prefixOf(key: string): string {
    if (key === this.sourceKeys[0]) return ''
    let index = this.sourceKeys.indexOf(key)
    if (index === -1) index = this.sourceKeys.push(key) - 1
    return index === 0 ? '' : `${index}~`
  }

  private compareIdentity(fields: readonly string[]): void {
    this.first ??= fields
    if (fields[PRI_DOB] !== this.first[PRI_DOB]) this.birthDatesDiffer = true
    if (fields[PRI_NAME] !== this.first[PRI_NAME]) this.namesDiffer = true
  }

  private stepOf(order: string, prefix: string): Step {
    const key = prefix + order.slice(0, CASE_KEY_LENGTH)
    this.lastStep = this.steps.get(key) ?? this.steps.add({ key, numbers: undefined, numbersSorted: undefined })
    return this.lastStep
  }

  private cycleOf(order: string, prefix: string): Cycle {
    const key = prefix + order.slice(0, CYCLE_LENGTH)
    const known = this.cycles.get(key)
    return known ?? this.cycles.add({ key, marijuanaUntil: undefined, marijuanaAsMarkedUntil: undefined })
  }

  private addMarijuanaCharge(fields: readonly string[], prefix: string): void {
    const cycle = this.cycleOf(textAt(fields, CNT_ORDER), prefix)
    cycle.marijuanaUntil = this.counts.length
    const description = textAt(fields, OFFENSE_DESCR)
    const isMarked = !isDescriptionEmpty(description) || pointsToComment(description)
    if (isMarked) cycle.marijuanaAsMarkedUntil = this.counts.length
  }

  /** Whether the count at `position` shares its cycle with a marijuana charge; where rows forget, with a later one. */
  private isMarijuanaCycle(until: number | undefined, position: number): boolean {
    return until !== undefined && (!this.forgets || position < until)
  }

  private addRelief(fields: readonly string[], prefix: string, relieved: string): void {
    const order = textAt(fields, CNT_ORDER)
    this.reliefs.push({
      key: prefix + order,
      cycle: this.cycleOf(order, prefix),
      offense: codePart(fields),
      relieved,
    })
  }

  /** Relief stands on a row of the count itself, or on a later step of the cycle that names the same offense. */
  private noteRelief({ key, cycle, offense, relieved }: NotedRelief): void {
    const own = this.countsSeen.get(key)
    if (own !== undefined) {
      own.relieved = new Set([...own.relieved, relieved])
      return
    }
    for (const count of this.counts) {
      if (count.cycle === cycle && codePart(count.entry.fields) === offense)
        count.relieved = new Set([...count.relieved, relieved])
    }
  }

  private readStep(fields: readonly string[], prefix: string): void {
    switch (fields[STP_TYPE_DESCR] ?? '') {
      case 'DECEASED':
        this.deceased = true
        break
      case 'COURT ACTION':
        this.addCaseNumber(fields, prefix)
        break
      case 'REGISTRATION':
        if (isRegistration(fields)) this.addRegistration(fields[STP_EVENT_DATE] ?? '')
        break
      default:
        break
    }
  }

  private addRegistration(eventDate: string): void {
    this.registered = true
    const date = parseCompactDate(eventDate)
    if (date !== undefined && (this.registeredOn === undefined || date < this.registeredOn)) this.registeredOn = date
  }

  private addCaseNumber(fields: readonly string[], prefix: string): void {
    const number = textAt(fields, OFN)
    if (number === '') return
    const step = this.stepOf(textAt(fields, CNT_ORDER), prefix)
    if (step.numbers === undefined) step.numbers = [number]
    else if (!step.numbers.includes(number)) step.numbers.push(number)
  }

  private addConvicted(entry: IntakeEntry, prefix: string): void {
    const { fields } = entry
    const order = textAt(fields, CNT_ORDER)
    const key = prefix + order
    const count = this.countsSeen.get(key)
    const part = writePart(textAt(fields, SENT_LENGTH), textAt(fields, SENT_TIME_CODE), textAt(fields, SENT_LOC_DESCR))
    if (count !== undefined) {
      count.parts.push(part)
      this.counts.at(-1)?.appended.push(part)
      return
    }
    const added: Count = {
      key,
      entry,
      position: this.counts.length,
      step: this.stepOf(order, prefix),
      cycle: this.cycleOf(order, prefix),
      parts: [part],
      appended: [part],
      relieved: NO_RELIEF,
    }
    this.counts.push(this.countsSeen.add(added))
  }

  /** Counts that two SUBJECT_IDs of one person both carry: same court, case number, day and offense. */
  private withoutRepeatedCounts(): readonly Count[] {
    if (this.sourceKeys.length < 2) return this.counts
    const seen = new Map<string, string>()
    return this.counts.filter(({ entry: { fields } }) => {
      const number = fields[OFN] ?? ''
      if (number === '') return true
      const same = [STP_ORI_CNTY_NAME, OFN, STP_EVENT_DATE, OFFENSE_DESCR, COMMENT_TEXT]
        .map((i) => fields[i])
        .join('\u001f')
      const owner = seen.get(same)
      const key = fields[SUBJECT_ID] ?? ''
      if (owner === undefined) seen.set(same, key)
      return owner === undefined || owner === key
    })
  }

  private toCharge(count: Count, caseId: string): Charge {
    const { entry, position, step, cycle, parts, appended, relieved } = count
    const { file, row, line, fields } = entry
    const sentence = joinParts(parts)
    const sentenceAsAppended = joinParts(appended)
    const marijuanaInCycle = this.isMarijuanaCycle(cycle.marijuanaUntil, position)
    const marijuanaAsMarked = this.isMarijuanaCycle(cycle.marijuanaAsMarkedUntil, position)
    // Every key in one literal, whether it has a value or not: the fewer forms objects take, the faster they are read.
    const given = {
      county: textAt(fields, STP_ORI_CNTY_NAME),
      felony: isFelony(textAt(fields, CONV_STAT_DESCR), textAt(fields, OFFENSE_TOC)),
      caseNumber: joined(step.numbers),
      cycle: cycle.key,
      marijuanaInCycle,
      sentence,
      level: levelOf(textAt(fields, CONV_STAT_DESCR), textAt(fields, OFFENSE_TOC)),
      arrestedOn: parseCompactDate(textAt(fields, CYC_DATE)),
      convictedOffense: convictedOffense(fields),
      registration: isRegistration(fields) || undefined,
      commentOffense: commentOffense(fields),
      literalFrom: isUnmarkedComment(fields) ? 'unmarked-comment' : undefined,
      sentenceAsAppended: sentenceAsAppended === sentence ? undefined : sentenceAsAppended,
      marijuanaInCycleAsMarked: marijuanaAsMarked === marijuanaInCycle ? undefined : marijuanaAsMarked,
      relieved: relieved.size > 0 ? [...relieved].sort().join(RELIEF_END) : undefined,
    }
    return {
      id: `${file}:${row}`,
      caseId,
      file,
      row,
      line,
      literal: offenseText(textAt(fields, OFFENSE_DESCR), textAt(fields, COMMENT_TEXT)),
      disposition: 'convicted',
      disposedOn: parseCompactDate(textAt(fields, STP_EVENT_DATE)),
      given,
    }
  }
}

/** Counts of one court case need not share a step: those of one county that share their case numbers are one case. */
function caseIdOf({ entry, step }: Count, cases: CourtCases): string {
  const { key, numbers } = step
  if (numbers === undefined) return key
  step.numbersSorted ??= numbers.length === 1 ? numbers[0] : [...numbers].sort().join('\u001f')
  return cases.idOf(textAt(entry.fields, STP_ORI_CNTY_NAME), step.numbersSorted ?? '', key)
}

function joined(numbers: readonly string[] = []): string {
  return numbers.length === 1 ? (numbers[0] ?? '') : numbers.join('; ')
}

function textAt(fields: readonly string[], index: number): string {
  return fields[index] ?? ''
}

/** What the person was convicted of instead of the charge. */
function convictedOffense(fields: readonly string[]): string | undefined {
  const text = textAt(fields, CONV_OFFENSE_DESCR)
  return text.trim() === '' ? undefined : text
}

/** A comment that names a section of Proposition 64 beside a charge that has its own description. */
function commentOffense(fields: readonly string[]): string | undefined {
  const comment = textAt(fields, COMMENT_TEXT)
  return !isDescriptionEmpty(textAt(fields, OFFENSE_DESCR)) && placeOfSection(comment) >= 0 ? comment : undefined
}

/** Whether the charge stands in the comment although the description does not point there. */
function isUnmarkedComment(fields: readonly string[]): boolean {
  const description = textAt(fields, OFFENSE_DESCR)
  return isDescriptionEmpty(description) && !pointsToComment(description)
}

/** A row that records a registration under Penal Code § 290. */
function isRegistration(fields: readonly string[]): boolean {
  return fields[STP_TYPE_DESCR] === 'REGISTRATION' && fields[OFFENSE_DESCR]?.startsWith('290') === true
}

/** What each section of Proposition 64 begins with: § 11357, § 11358, § 11359 and § 11360. */
const SECTIONS_BEGIN = '113'

function isSection(text: string, at: number): boolean {
  const [fourth, fifth] = [text[at + 3], text[at + 4]]
  return fourth === '5' ? fifth === '7' || fifth === '8' || fifth === '9' : fourth === '6' && fifth === '0'
}

/** Where a text first has the digits of one of the sections, as the original tools looked for them; -1 for nowhere. */
function placeOfSection(text: string): number {
  let at = text.indexOf(SECTIONS_BEGIN)
  while (at !== -1 && !isSection(text, at)) at = text.indexOf(SECTIONS_BEGIN, at + SECTIONS_BEGIN.length)
  return at
}

/** Whether a row of any disposition names a section of Proposition 64 before its first hyphen. */
function namesMarijuana(fields: readonly string[]): boolean {
  const text = offenseText(textAt(fields, OFFENSE_DESCR), textAt(fields, COMMENT_TEXT))
  const place = placeOfSection(text)
  return place !== -1 && text.lastIndexOf('-', place) === -1
}

/** The offense of any row up to its first hyphen, where the original tools looked for a section. */
function codePart(fields: readonly string[]): string {
  const text = offenseText(fields[OFFENSE_DESCR] ?? '', fields[COMMENT_TEXT] ?? '')
  const hyphen = text.indexOf('-')
  return hyphen === -1 ? text : text.slice(0, hyphen)
}
