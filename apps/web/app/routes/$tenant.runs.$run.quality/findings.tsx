import { EmptyState, StatusMark } from '@cmr/ui'
import { count } from '../../format.ts'
import type { ShownFinding } from './quality-view.ts'

const SEVERITIES = {
  warning: { tone: 'attention', word: 'Look at this' },
  info: { tone: 'waiting', word: 'Good to know' },
} as const

/** Every doubt about the record: how often, what it does to answers, where examples stand. */
export function Findings({ findings }: { readonly findings: readonly ShownFinding[] }) {
  if (findings.length === 0) {
    return (
      <EmptyState title="Nothing was found">
        <p>The files give everything these rules ask for, or the rules draw up no list of doubts.</p>
      </EmptyState>
    )
  }
  return findings.map(({ id, label, effect, severity, amount, examples, values }) => (
    <article key={id} className={`panel finding finding--${severity}`} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{label}</h3>
      <p className="marks">
        <StatusMark tone={SEVERITIES[severity].tone}>{SEVERITIES[severity].word}</StatusMark> <strong>{amount}</strong>
      </p>
      <p>{effect}</p>
      {examples.length > 0 && <p className="usa-hint">For example: {examples.join('; ')}</p>}
      {values.length > 0 && <UnknownValues values={values} label={label} />}
    </article>
  ))
}

function UnknownValues({ values, label }: Pick<ShownFinding, 'values' | 'label'>) {
  return (
    <>
      <div className="table-scroll" role="region" aria-label={label} tabIndex={0}>
        <table className="usa-table usa-table--compact usa-table--borderless">
          <caption>{label}</caption>
          <thead>
            <tr>
              <th scope="col">In the files</th>
              <th scope="col" className="numeric">
                How often
              </th>
            </tr>
          </thead>
          <tbody>
            {values.map(({ value, count: often }) => (
              <tr key={value}>
                <th scope="row">{value}</th>
                <td className="numeric">{count(often)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        <strong>Tell the jurisdiction’s authors:</strong> send them this list. It holds codes and counts only, no names
        and no numbers of people.
      </p>
    </>
  )
}
