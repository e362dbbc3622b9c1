import type { results } from '@cmr/services'
import { Button, Icon } from '@cmr/ui'
import { Form } from '@remix-run/react'
import { OUTCOMES, POLICY_EFFECTS } from '../../outcome-words.ts'
import { activeFilters } from './filter-words.ts'
import { PAGE_SIZES } from './view-state.ts'
import type { ViewState } from './view-state.ts'

/** Buttons elsewhere on the page (headings, chips, pages) submit their form by this id. */
export const VIEW_FORM = 'view'

interface ViewFormProps {
  readonly state: ViewState
  readonly facets: {
    readonly determination: readonly results.FacetValue[]
    readonly reason: readonly results.FacetValue[]
  }
  readonly busy: boolean
  /** Whether names may be seen, and so searched. */
  readonly mayIdentify: boolean
}

function NameSearch({ state, busy }: Pick<ViewFormProps, 'state' | 'busy'>) {
  return (
    <Form key={`name ${state.name}`} method="post" preventScrollReset>
      <StateFields state={{ ...state, name: '', page: 1 }} />
      <div className="filters">
        <Text name="name" label="Name begins with" value={state.name} autoComplete="off" />
        <div>
          <Button type="submit" outline disabled={busy}>
            Search by name
          </Button>
        </div>
      </div>
      <p className="usa-hint">Last name first, as in the file. A name is never kept in the address of the page.</p>
    </Form>
  )
}

/** Everything that narrows the table. `Search` by name posts; all else is in the address. */
export function ViewForm({ state, facets, busy, mayIdentify }: ViewFormProps) {
  const chips = activeFilters(state)
  return (
    <section aria-label="Filters" className="no-print">
      <details className="panel" open={chips.length > 0}>
        <summary>Filter and search</summary>
        <Form key={JSON.stringify(state)} method="get" preventScrollReset>
          <input type="hidden" name="run" value={state.run} />
          <input type="hidden" name="sort" value={state.sort} />
          <input type="hidden" name="dir" value={state.dir} />
          <div className="filters">
            <Choice
              name="outcome"
              label="Answer"
              value={state.outcome}
              choices={Object.entries(OUTCOMES).map(([kind, { word }]) => [kind, word])}
            />
            <Choice
              name="floor"
              label="Statutory floor"
              value={state.floor}
              choices={Object.entries(OUTCOMES).map(([kind, { word }]) => [kind, word])}
            />
            <Choice
              name="policy"
              label="Office policy"
              value={state.policy}
              choices={Object.entries(POLICY_EFFECTS).map(([effect, { word }]) => [effect, word])}
            />
            <Choice
              name="presumed"
              label="Rests on a presumption"
              value={state.presumed}
              choices={[
                ['yes', 'Yes'],
                ['no', 'No'],
              ]}
            />
            <Choice
              name="determination"
              label="Determination"
              value={state.determination}
              choices={facets.determination.map(facetChoice)}
            />
            <Choice name="reason" label="Reason" value={state.reason} choices={facets.reason.map(facetChoice)} />
            <Text name="literal" label="Offense begins with" value={state.literal} />
            <Text name="county" label="County" value={state.county} />
            <Text name="from" label="Convicted since" value={state.from} type="date" />
            <Text name="to" label="Convicted until" value={state.to} type="date" />
            <Choice
              name="size"
              label="Rows on a page"
              value={String(state.size)}
              choices={PAGE_SIZES.map((size) => [String(size), String(size)])}
              any={false}
            />
          </div>
          <div className="actions">
            <Button type="submit" disabled={busy}>
              Apply filters
            </Button>
          </div>
        </Form>
        {mayIdentify && <NameSearch state={state} busy={busy} />}
      </details>
      {chips.length > 0 && (
        <ul className="chips" aria-label="Active filters">
          {chips.map(({ filter, words }) => (
            <li key={filter}>
              <button type="submit" form={VIEW_FORM} name="without" value={filter}>
                {words}
                <Icon name="close" />
                <span className="usa-sr-only">, remove this filter</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** The form that headings, chips and page buttons submit: the whole state, posted only while a name is looked for. */
export function FormState({ state }: { readonly state: ViewState }) {
  return (
    <Form id={VIEW_FORM} method={state.name === '' ? 'get' : 'post'} preventScrollReset>
      <StateFields state={state} />
    </Form>
  )
}

function StateFields({ state }: { readonly state: ViewState }) {
  return Object.entries(state)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => <input key={name} type="hidden" name={name} value={String(value)} />)
}

const facetChoice = ({ value, count }: results.FacetValue): [string, string] => [
  value,
  `${value === '-' ? 'empty' : value} (${count.toLocaleString('en-US')})`,
]

interface ChoiceProps {
  readonly name: keyof ViewState
  readonly label: string
  readonly value: string
  readonly choices: readonly (readonly [value: string, words: string])[]
  readonly any?: boolean
}

function Choice({ name, label, value, choices, any = true }: ChoiceProps) {
  return (
    <div>
      <label className="usa-label" htmlFor={`filter-${name}`}>
        {label}
      </label>
      <select className="usa-select" id={`filter-${name}`} name={name} defaultValue={value}>
        {any && <option value="">Any</option>}
        {choices.map(([choice, words]) => (
          <option key={choice} value={choice}>
            {words}
          </option>
        ))}
      </select>
    </div>
  )
}

interface TextProps {
  readonly name: keyof ViewState
  readonly label: string
  readonly value: string
  readonly type?: 'text' | 'date'
  readonly autoComplete?: 'off'
}

function Text({ name, label, value, type = 'text', autoComplete }: TextProps) {
  return (
    <div>
      <label className="usa-label" htmlFor={`filter-${name}`}>
        {label}
      </label>
      <input
        className="usa-input"
        id={`filter-${name}`}
        type={type}
        name={name}
        defaultValue={value}
        autoComplete={autoComplete}
      />
    </div>
  )
}
