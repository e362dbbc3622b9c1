import { Icon, StatusMark } from '@cmr/ui'
import type { ReactNode } from 'react'
import { CitationLink, Citations } from '../../components/citations.tsx'
import { EffectMark, OutcomeMark } from '../../components/outcome-mark.tsx'
import type { AnswerCardView, LayerCardView, PresumedView } from './conviction-view.ts'

/** What the statute compels and what the office adds, side by side, each with its rule, authority and presumptions. */
export function AnswerLayers({ answer }: { readonly answer: AnswerCardView }) {
  const { floor, policy, refused } = answer
  return (
    <div className="layers">
      <section aria-label="Statutory floor">
        <h4>Statutory floor</h4>
        <Layer layer={floor} otherwise="No rule of the statute was met." />
      </section>
      <section aria-label="Office policy">
        <h4>Office policy</h4>
        {policy === null ? (
          <p>No rule of your policy applies here, so the statutory floor stands.</p>
        ) : (
          <Layer layer={policy} otherwise="">
            <EffectMark effect={policy.effect} differs={policy.differs} />
          </Layer>
        )}
        {policy?.ground && (
          <p>
            Statutory ground: {policy.ground.label} <Citations items={policy.ground.citations} label="Ground" />
          </p>
        )}
        {refused !== null && (
          <p>
            <EffectMark effect="refused" /> Your policy asked for less than the statute gives, without a statutory
            ground, so the floor was kept: {refused.summary}
          </p>
        )}
      </section>
    </div>
  )
}

/** Kinds of answer in which the rule named was not decided. */
const OPEN: readonly LayerCardView['kind'][] = ['ask', 'needs_review']

interface LayerProps {
  readonly layer: LayerCardView
  /** Said when no rule can be named. */
  readonly otherwise: string
  readonly children?: ReactNode
}

function Layer({ layer: { kind, detail, rule, presumed }, otherwise, children }: LayerProps) {
  return (
    <>
      <p className="marks">
        <OutcomeMark kind={kind} presumed={presumed.length > 0} /> {children}
      </p>
      {detail !== null && <p>{detail}</p>}
      {rule === null ? (
        otherwise !== '' && <p>{otherwise}</p>
      ) : (
        <>
          <p>
            {OPEN.includes(kind) && 'The rule it turns on: '}
            {rule.summary} <span className="usa-hint">Rule {rule.id}</span>
          </p>
          <Citations items={rule.citations} label="Authority" />
        </>
      )}
      {presumed.map((presumption) => (
        <Presumption key={presumption.id} presumption={presumption} />
      ))}
    </>
  )
}

/** A fact the file does not give: what is presumed, whom that favors, on which authority, who could tell. */
function Presumption({ presumption }: { readonly presumption: PresumedView }) {
  const { label, value, favors, citations, ask } = presumption
  return (
    <div className="presumption">
      <p>
        <Icon name="question" /> <strong>Presumed: {label}</strong>
        {value !== null && ` – ${value}`}
      </p>
      <p>
        The file does not say. The law presumes in favor of the {favors}
        {citations.map((citation, index) => (
          <span key={citation.cite}>
            {index === 0 ? ': ' : '; '}
            <CitationLink citation={citation} />
          </span>
        ))}
        .{ask !== null && ` To find out: ${ask}.`}
      </p>
    </div>
  )
}

/** The way granted relief is asked for, where it is not the ordinary one. */
export function Procedure({ procedure }: { readonly procedure: AnswerCardView['procedure'] }) {
  if (procedure === null) return null
  return (
    <div>
      <p>
        <StatusMark tone="waiting">How it is asked for</StatusMark> {procedure.label}.
      </p>
      <Citations items={procedure.citations} label="Authority for the procedure" />
    </div>
  )
}
