/** Counts of one heading of a pilot's text report. */
interface Section {
  total?: number
  readonly bySection: Record<string, number>
  readonly byDetermination?: Record<string, { total?: number; readonly bySection: Record<string, number> }>
}

/** Figures of a pilot's text report, under the names that our report gives them. */
export interface PilotTextReport {
  readonly overall: Record<string, number>
  readonly prop64Convictions: Section
  readonly prop64ConvictionsInCounty: Section
  readonly reasonsByDetermination: Record<string, Record<string, number>>
  readonly relatedConvictions: Section
  readonly currently: Record<string, number>
  readonly reliefAsChosen: Record<string, number>
  readonly reliefIfAllProp64Dismissed: Record<string, number>
  readonly reliefIfAllProp64AndRelatedDismissed: Record<string, number>
  /** "January 0001"; two of the pilots print none. */
  readonly earliest?: string
  /** How many figures were read. */
  readonly figures: number
}

const HEADINGS: readonly (readonly [RegExp, Heading])[] = [
  [/^Overall summary/, 'overall'],
  [/^Prop64 Convictions Overall/, 'prop64Convictions'],
  [/^Prop64 Convictions In This County/, 'prop64ConvictionsInCounty'],
  [/^Eligibility Reasons/, 'reasonsByDetermination'],
  [/^Prop64 Related Convictions/, 'relatedConvictions'],
  [/^Impact to individuals/, 'currently'],
  [/^(?:If eligibility is ran as is|Eligibility is run as specified)/, 'reliefAsChosen'],
  [/^If ALL Prop 64 convictions/, 'reliefIfAllProp64Dismissed'],
  [/^If all Prop 64 AND related/, 'reliefIfAllProp64AndRelatedDismissed'],
]

const PLAIN: readonly (readonly [RegExp, string])[] = [
  [/^Found (\d+) Total rows in DOJ file$/, 'rows'],
  [/^Found (\d+) Total individuals in DOJ file$/, 'individuals'],
  [/^Found (\d+) Total convictions in DOJ file$/, 'convictions'],
  [/^Found (\d+) convictions in this county$/, 'convictionsInCounty'],
  [/^(\d+) individuals currently have a felony on their record$/, 'withFelony'],
  [/^(\d+) individuals currently have convictions on their record$/, 'withConviction'],
  [/^(\d+) individuals currently have convictions .* last 7 years$/, 'withConvictionLast7Years'],
  [/^(\d+) individuals who had a felony will no longer/, 'noFelony'],
  [/^(\d+) individuals who had convictions will no longer/, 'noConviction'],
  [/^(\d+) individuals who had convictions in the last 7 years/, 'noConvictionLast7Years'],
]

/** Empty lines, progress, and lines whose figure is no count. */
const UNCOUNTED = /^$|^\[|^Date of|^Based on/

function readPlain(into: Record<string, number>, line: string): boolean {
  for (const [pattern, name] of PLAIN) {
    const count = pattern.exec(line)?.[1]
    if (count === undefined) continue
    into[name] = Number(count)
    return true
  }
  return false
}

function readReason(reasons: Record<string, Record<string, number>>, determination: string, line: string): boolean {
  const [, count, reason = ''] = /^Found (\d+) convictions with eligibility reason (.*)$/.exec(line) ?? []
  if (count === undefined) return false
  ;(reasons[determination] ??= {})[reason] = Number(count)
  return true
}

function readSection(section: Section, determination: string, line: string): boolean {
  const [, count, of = ''] = /^Found (\d+) (.*)$/.exec(line) ?? []
  if (count === undefined) return false
  if (determination === '') {
    const name = /^(.+) convictions (?:total|in this county)$/.exec(of)?.[1]
    if (name !== undefined) section.bySection[name] = Number(count)
    else section.total = Number(count)
    return true
  }
  if (section.byDetermination === undefined) return false
  const part = (section.byDetermination[determination] ??= { bySection: {} })
  const name = /^(.+) convictions that are /.exec(of)?.[1]
  if (name !== undefined) part.bySection[name] = Number(count)
  else part.total = Number(count)
  return true
}

type Report = ReturnType<typeof emptyReport>
type Heading = keyof Report

function emptyReport() {
  return {
    overall: {},
    prop64Convictions: { bySection: {} } as Section,
    prop64ConvictionsInCounty: { bySection: {}, byDetermination: {} } as Section,
    reasonsByDetermination: {},
    relatedConvictions: { bySection: {}, byDetermination: {} } as Section,
    currently: {},
    reliefAsChosen: {},
    reliefIfAllProp64Dismissed: {},
    reliefIfAllProp64AndRelatedDismissed: {},
  }
}

function readFigure(report: Report, heading: Heading, determination: string, line: string): boolean {
  if (heading === 'reasonsByDetermination') return readReason(report[heading], determination, line)
  const part = report[heading]
  return 'bySection' in part ? readSection(part, determination, line) : readPlain(part, line)
}

function headingOf(line: string): Heading | undefined {
  const title = /^-{5,} (.+?) ?-{5,}$/.exec(line)?.[1]
  if (title === undefined) return undefined
  const heading = HEADINGS.find(([pattern]) => pattern.test(title))?.[1]
  if (heading === undefined) throw new Error(`unknown heading: ${title}`)
  return heading
}

/** Reads a pilot's text report. Throws for a line with a count that it does not know, so that no figure is passed over. */
export function readPilotTextReport(text: string): PilotTextReport {
  const report = emptyReport()
  let figures = 0
  let heading: Heading | undefined
  let determination = ''
  const earliest = /^Date of earliest Prop 64 conviction: (.+)$/m.exec(text)?.[1]
  for (const line of text.split(/[\r\n]+/).filter((candidate) => !UNCOUNTED.test(candidate))) {
    const next = headingOf(line)
    if (next !== undefined) {
      heading = next
      determination = ''
    } else if (heading !== undefined && readFigure(report, heading, determination, line)) figures++
    else if (/^(?:Found|\d)/.test(line)) throw new Error(`unknown line: ${line}`)
    else determination = line
  }
  return { ...report, ...(earliest === undefined ? {} : { earliest }), figures }
}
