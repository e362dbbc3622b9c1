import { Facts } from '@cmr/ui'
import { OutcomeMark } from '../../components/outcome-mark.tsx'
import { outcomeWords } from '../../outcome-words.ts'
import type { ConvictionCardView } from './conviction-view.ts'

/** One conviction: what it came to, why in one sentence, by which rule and authority, and from which data. */
export function ConvictionCard({ card }: { readonly card: ConvictionCardView }) {
  const { id, literal, convicted, county, caseLabel, file, line, answer } = card
  const tone = answer === null ? 'negative' : outcomeWords(answer.kind, false).tone
  return (
    <article className={`panel conviction conviction--${tone}`} aria-labelledby={`${id}-title`}>
      <div className="conviction__head">
        <h3 id={`${id}-title`}>{literal}</h3>
        {answer !== null && <OutcomeMark kind={answer.kind} presumed={answer.presumed.length > 0} />}
      </div>
      <Facts
        items={[
          ['Convicted', convicted],
          ['County', county],
          ['Case', caseLabel],
          ['In the file', `${file}, line ${line.toLocaleString('en-US')}`],
        ]}
      />
      {answer === null ? (
        <p>These rules do not cover this conviction. It still counts where a rule looks at the whole record.</p>
      ) : (
        <Answer answer={answer} file={file} line={line} />
      )}
    </article>
  )
}

interface AnswerProps {
  readonly answer: NonNullable<ConvictionCardView['answer']>
  readonly file: string
  readonly line: number
}

function Answer({ answer, file, line }: AnswerProps) {
  const { detail, determination, reason, citations, presumed, rule, facts, explained } = answer
  return (
    <>
      <p className="conviction__reason">
        <strong>{determination}</strong>
        {detail !== null && ` (${detail})`}
        {reason !== '' && `: ${reason}`}
      </p>
      {rule !== null && (
        <p>
          {rule.summary} <span className="usa-hint">Rule {rule.id}</span>
        </p>
      )}
      {citations.length > 0 && (
        <ul className="usa-list" aria-label="Authority">
          {citations.map(({ cite, url, note }) => (
            <li key={cite}>
              {url === null ? (
                <cite>{cite}</cite>
              ) : (
                <a className="usa-link" href={url} rel="noreferrer">
                  <cite>{cite}</cite>
                </a>
              )}
              {note !== null && ` – ${note}`}
            </li>
          ))}
        </ul>
      )}
      {presumed.length > 0 && (
        <p>
          <strong>Presumed:</strong> the file does not say, and the law presumes: {presumed.join(', ')}.
        </p>
      )}
      {!explained && (
        <p>
          The rules have a newer version than this run, so the data used is not shown again. Start a new run to see it.
        </p>
      )}
      {facts.length > 0 && <DataUsed facts={facts} file={file} line={line} />}
    </>
  )
}

function DataUsed({
  facts,
  file,
  line,
}: Pick<AnswerProps, 'file' | 'line'> & { readonly facts: AnswerProps['answer']['facts'] }) {
  return (
    <div className="table-scroll" role="region" aria-label="Data used" tabIndex={0}>
      <table className="usa-table usa-table--compact usa-table--borderless">
        <caption>Data used</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">Value</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {facts.map(({ id, label, value, presumed }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              <td>{value}</td>
              <td>
                {presumed
                  ? 'presumed by law'
                  : `${file}, line ${line.toLocaleString('en-US')} and this person’s other rows`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
