import { Facts, StatusMark } from '@cmr/ui'
import { Citations } from '../../components/citations.tsx'
import { OutcomeMark } from '../../components/outcome-mark.tsx'
import { outcomeWords } from '../../outcome-words.ts'
import { AnswerLayers, Procedure } from './answer-layers.tsx'
import type { AnswerCardView, ConvictionCardView } from './conviction-view.ts'

/** One conviction: what it came to, why in one sentence, by which rules and authority, and from which data. */
export function ConvictionCard({ card }: { readonly card: ConvictionCardView }) {
  const { id, literal, convicted, county, caseLabel, file, line, answer } = card
  const tone = answer === null ? 'negative' : outcomeWords(answer.kind, false).tone
  return (
    <article className={`panel conviction conviction--${tone}`} aria-labelledby={`${id}-title`}>
      <div className="conviction__head">
        <h3 id={`${id}-title`}>{literal}</h3>
        {answer !== null && <OutcomeMark kind={answer.kind} presumed={answer.presumed} />}
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
  readonly answer: AnswerCardView
  readonly file: string
  readonly line: number
}

function Answer({ answer, file, line }: AnswerProps) {
  const { detail, determination, reason, citations, facts, tried, explained } = answer
  return (
    <>
      <p className="conviction__reason">
        <strong>{determination}</strong>
        {detail !== null && ` (${detail})`}
        {reason !== '' && `: ${reason}`}
      </p>
      <Procedure procedure={answer.procedure} />
      <AnswerLayers answer={answer} />
      {!explained && (
        <p>
          The rules have a newer version than this run, so the rules and the data used are not shown again. Start a new
          run to see them.
        </p>
      )}
      {!explained && <Citations items={citations} label="Authority" />}
      {facts.length > 0 && <DataUsed facts={facts} file={file} line={line} />}
      {tried.length > 0 && <RulesTried tried={tried} />}
    </>
  )
}

function DataUsed({ facts, file, line }: Pick<AnswerProps, 'file' | 'line'> & Pick<AnswerCardView, 'facts'>) {
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
                {presumed ? (
                  <StatusMark tone="attention">Presumed by law</StatusMark>
                ) : (
                  `${file}, line ${line.toLocaleString('en-US')} and this person’s other rows`
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function RulesTried({ tried }: Pick<AnswerCardView, 'tried'>) {
  return (
    <details>
      <summary>Every rule that was tried, in order</summary>
      <ol className="usa-list">
        {tried.map(({ id, summary, words }) => (
          <li key={id}>
            {summary} <strong>{words}</strong> <span className="usa-hint">Rule {id}</span>
          </li>
        ))}
      </ol>
    </details>
  )
}
