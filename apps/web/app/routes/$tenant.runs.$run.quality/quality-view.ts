import type { runs } from '@cmr/services'
import { count, counted } from '../../format.ts'
import { isOutcomeKind, OUTCOMES } from '../../outcome-words.ts'

type Finding = runs.RunQuality['findings'][number]

/** A doubt about the record as the page shows it. */
export interface ShownFinding {
  readonly id: string
  readonly label: string
  readonly effect: string
  readonly severity: Finding['severity']
  /** "1,204 convictions". */
  readonly amount: string
  /** Where examples stand: "history.csv, line 12". */
  readonly examples: readonly string[]
  /** Values the rules' package does not know, most frequent first. */
  readonly values: readonly { readonly value: string; readonly count: number }[]
}

/** `files`: names by the number examples give. */
export function shownFinding(finding: Finding, files: runs.RunQuality['files']): ShownFinding {
  const { id, label, effect, severity, examples, values = [] } = finding
  const nameOf = new Map(files.map(({ file, name }) => [file, name]))
  return {
    ...{ id, label, effect, severity, values },
    amount: `${count(finding.count)} ${finding.of}`,
    examples: examples.map(({ file, line }) => `${nameOf.get(file) ?? `file ${file + 1}`}, line ${count(line)}`),
  }
}

/** How rows, people and answers of a run add up, as label and words. */
export function ledgerWords(ledger: runs.RunQuality['ledger']): [label: string, words: string][] {
  const loaded = ledger.files.reduce((sum, { loadedRows }) => sum + loadedRows, 0)
  const outcomes = Object.entries(ledger.outcomes)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, answers]) => `${count(answers)} ${(isOutcomeKind(kind) ? OUTCOMES[kind].word : kind).toLowerCase()}`)
  return [
    [
      'Rows',
      `${count(loaded)} loaded = ${count(ledger.rowsHeld)} held by ${counted(ledger.subjects, 'person', 'people')}`,
    ],
    ['Answers', `${counted(ledger.determinations, 'conviction')} = ${outcomes.join(' + ') || 'none'}`],
  ]
}
