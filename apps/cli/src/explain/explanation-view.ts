import type { Program } from '@cmr/engine'
import { displayText, type Entry } from '@cmr/intake'
import type { Citation, Determination, Explanation, IntakeFormat, Outcome, Rule, Truth } from '@cmr/jurisdiction'
import type { Charge, Subject } from '@cmr/record'
import { type ConditionView, conditionView, isSwitchedOff } from './condition-view.ts'
import { lineRanges } from './line-ranges.ts'
import { outcomeWords } from './outcome-words.ts'

/** A rule as a person reads it. */
export interface RuleView {
  readonly id: string
  /** One plain sentence. */
  readonly summary: string
  readonly citations: readonly Citation[]
  /** Known defects of earlier software that the rule reproduces. */
  readonly quirks: readonly { readonly id: string; readonly note: string }[]
}

/** The answer of one layer. */
export interface LayerView {
  readonly answer: string
  readonly outcome: Outcome
  /** Null when no rule of the layer was met. */
  readonly rule: RuleView | null
  /** Labels of facts that were presumed for it. */
  readonly presumed: readonly string[]
}

/** A rule that was tried, and why it was met or not. */
export interface TriedRule extends RuleView {
  readonly layer: 'floor' | 'policy' | 'procedure'
  readonly truth: Truth
  /** The office's options leave it off. */
  readonly switchedOff: boolean
  readonly why: ConditionView
}

/** Where a conviction stands. */
export interface ConvictionPlace {
  readonly file: string
  /** 1-based physical line. */
  readonly line: number
  /** The court's number where the file gives one. */
  readonly case: string
  readonly offense: string
  /** YYYY-MM-DD; null when the file gives no valid date. */
  readonly convictedOn: string | null
}

/** Why one conviction came out as it did. */
export interface ConvictionView extends ConvictionPlace {
  readonly answer: string
  readonly outcome: Outcome
  readonly statute: LayerView
  readonly policy:
    | (LayerView & {
        readonly effect: 'improve' | 'hold' | 'challenge'
        readonly ground: { readonly label: string; readonly citations: readonly Citation[] } | null
      })
    | null
  /** A rule of the office that would have ended below the statute, and was not used. */
  readonly refused: RuleView | null
  /** How granted relief is asked for; null for the ordinary way and where none is granted. */
  readonly procedure: { readonly id: string; readonly label: string; readonly citations: readonly Citation[] } | null
  readonly citations: readonly Citation[]
  readonly tried: readonly TriedRule[]
}

/** One person under one set of rules. Plain JSON; it holds record data. */
export interface PersonView {
  readonly person: {
    readonly key: string
    readonly name: string
    readonly bornOn: string | null
    /** Lines of the files that are about the person, as "12–19". Facts about the person may rest on any of them. */
    readonly lines: readonly { readonly file: string; readonly lines: readonly string[] }[]
    /** How rows become one person. */
    readonly joinedBy: string
  }
  readonly convictions: readonly ConvictionView[]
  /** Convictions the rules do not apply to. */
  readonly outOfScope: readonly ConvictionPlace[]
}

/** How a person is explained. */
export interface ExplainRequest {
  readonly program: Program
  readonly format: IntakeFormat
  /** Paths by the file numbers of the entries. */
  readonly paths: readonly string[]
  /** Only convictions of the case with this number, as the source writes it. */
  readonly caseNumber?: string | undefined
}

const ALONE = 'Rows of one file with the same key of the source are one person.'

/** The court's own number where the format gives one, else what counts of one case share. */
function caseOf({ caseId, given: { caseNumber } }: Charge): string {
  return displayText(typeof caseNumber === 'string' && caseNumber !== '' ? caseNumber : caseId).trim()
}

function placeOf(charge: Charge, paths: readonly string[]): ConvictionPlace {
  return {
    file: paths[charge.file] ?? '',
    line: charge.line,
    case: caseOf(charge),
    offense: displayText(charge.literal).trim(),
    convictedOn: charge.disposedOn ?? null,
  }
}

/** Numbers of a case may stand beside each other in one text. */
function isOfCase(charge: Charge, wanted: string | undefined): boolean {
  return wanted === undefined || caseOf(charge).split('; ').includes(wanted.trim())
}

/** Explains every conviction of a person, from all of the person's rows. */
export function explainPerson(request: ExplainRequest, entries: readonly Entry[]): PersonView {
  const { program, format, paths } = request
  const { gathers } = program.ruleset
  const subject = format.assemble(entries, gathers)
  const convictions: ConvictionView[] = []
  const outOfScope: ConvictionPlace[] = []
  subject.charges.forEach((charge, index) => {
    if (!isOfCase(charge, request.caseNumber)) return
    const explanation = program.explain(subject, index)
    if (explanation === undefined) outOfScope.push(placeOf(charge, paths))
    else convictions.push({ ...placeOf(charge, paths), ...new Explainer(program).view(explanation) })
  })
  const person = { ...identityOf(subject), lines: linesOf(entries, paths) }
  return {
    person: { ...person, joinedBy: gathers === 'file' ? ALONE : format.personRule },
    convictions,
    outOfScope,
  }
}

function identityOf({ key, name, bornOn }: Subject) {
  return { key: displayText(key).trim(), name: displayText(name).trim(), bornOn: bornOn ?? null }
}

function linesOf(entries: readonly Entry[], paths: readonly string[]) {
  const files = new Map<number, number[]>()
  for (const { file, line } of entries) {
    const lines = files.get(file)
    if (lines === undefined) files.set(file, [line])
    else lines.push(line)
  }
  return [...files].map(([file, lines]) => ({ file: paths[file] ?? '', lines: lineRanges(lines) }))
}

/** Puts ids into words. */
class Explainer {
  constructor(private readonly program: Program) {}

  view({ determination, trace }: Explanation): Omit<ConvictionView, keyof ConvictionPlace> {
    const { ruleset } = this.program
    const { floor, outcome, refused, procedure, citations } = determination
    const labels = presumedLabels(trace)
    const asked = ruleset.procedures.find(({ id }) => id === procedure)
    return {
      answer: outcomeWords(ruleset, outcome),
      outcome,
      statute: this.layer('floor', floor, labels),
      policy: this.policy(determination, labels),
      refused: this.rule('policy', refused),
      procedure: asked === undefined ? null : { id: asked.id, label: asked.label, citations: asked.citations },
      citations,
      tried: trace.flatMap(({ layer, rule, node }): TriedRule[] => {
        const view = this.rule(layer, rule)
        const why = conditionView(node)
        const switchedOff = layer === 'policy' && isSwitchedOff(why)
        return view === null ? [] : [{ layer, ...view, truth: node.truth, switchedOff, why }]
      }),
    }
  }

  private policy({ policy }: Determination, labels: ReadonlyMap<string, string>): ConvictionView['policy'] {
    if (policy === undefined) return null
    const { effect, ground } = policy
    const named = ground === undefined ? undefined : this.program.ruleset.grounds[ground]
    return { ...this.layer('policy', policy, labels), effect, ground: named ?? null }
  }

  private layer(
    layer: 'floor' | 'policy',
    { rule, outcome, presumed }: Determination['floor'],
    labels: ReadonlyMap<string, string>,
  ): LayerView {
    return {
      answer: outcomeWords(this.program.ruleset, outcome),
      outcome,
      rule: this.rule(layer, rule),
      presumed: presumed.map((id) => labels.get(id) ?? id),
    }
  }

  private rule(layer: TriedRule['layer'], id: string | undefined): RuleView | null {
    const { floor, policy, procedures } = this.program.ruleset
    const rules: readonly Pick<Rule<unknown>, 'id' | 'summary' | 'citations' | 'quirks'>[] =
      layer === 'floor' ? floor : layer === 'policy' ? policy : procedures
    const found = rules.find((rule) => rule.id === id)
    if (found === undefined) return null
    const { summary, citations, quirks = [] } = found
    return { id: found.id, summary, citations, quirks }
  }
}

function presumedLabels(trace: Explanation['trace']): ReadonlyMap<string, string> {
  const labels = new Map<string, string>()
  const visit = (node: Explanation['trace'][number]['node']): void => {
    if (node.kind === 'check') for (const { id, label } of node.facts) labels.set(id, label)
    else node.children.forEach(visit)
  }
  for (const { node } of trace) visit(node)
  return labels
}
