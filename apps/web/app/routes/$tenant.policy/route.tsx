import { isAppError } from '@cmr/errors'
import { policies } from '@cmr/services'
import { Alert, ErrorSummary } from '@cmr/ui'
import { data, redirect } from '@remix-run/node'
import { useActionData, useLoaderData, useSearchParams } from '@remix-run/react'
import { hasPermission } from '@cmr/auth'
import { z } from 'zod'
import { instant } from '../../format.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'
import { choicesOf } from './choices.ts'
import { changesOf, fieldName, optionsOf, valueAt, valueWords } from './option-form.ts'
import { PolicyForm } from './policy-form.tsx'
import { PolicyHistory } from './policy-history.tsx'
import { PresetList } from './preset-list.tsx'

export const loader = tenantLoader(
  { permission: 'policy:read', query: z.object({ preset: z.string().optional().catch(undefined) }) },
  async ({ ctx, deps, query, membership }) => {
    const form = await policies.getPolicyForm(ctx, deps, {})
    const versions = await policies.listPolicies(ctx, deps, {})
    const preset = form.presets.find(({ id }) => id === query.preset)
    return {
      slug: ctx.tenant.slug,
      title: form.ruleset.title,
      reference: form.ruleset.purpose === 'reference',
      mayWrite: hasPermission(ctx.actor, 'policy:write'),
      presets: form.presets.map(({ options, ...shown }) => ({
        ...shown,
        changes: changesOf(form.fields, form.values, options),
      })),
      startedFrom: preset?.label ?? null,
      current: form.current?.version ?? null,
      fields: form.fields.map(({ path, ui, schema }) => ({ path, ui, choices: choicesOf(schema) })),
      values: form.fields.map(({ path }) => valueAt(preset?.options ?? form.values, path)),
      versions: versions.map((policy) => ({
        id: policy.id,
        version: policy.version,
        at: instant(policy.createdAt, membership.tenant.timeZone),
        note: policy.note,
        options: form.fields.map(({ path, ui }) => [ui.label, valueWords(valueAt(policy.options, path), ui)] as const),
      })),
    }
  },
)

export const action = tenantAction({ permission: 'policy:write' }, async ({ request, ctx, deps }) => {
  const submitted = await request.formData()
  const { fields } = await policies.getPolicyForm(ctx, deps, {})
  const options = optionsOf(submitted, fields)
  const note = String(submitted.get('note') ?? '').trim()
  try {
    const saved = await policies.savePolicy(ctx, deps, { options, ...(note !== '' && { note }) })
    return redirect(`/${ctx.tenant.slug}/policy?saved=${saved.version}`)
  } catch (error) {
    if (!isAppError(error, 'VALIDATION')) throw error
    return data(
      { problem: problemOf(error, fields), values: fields.map(({ path }) => valueAt(options, path)), note },
      { status: 400 },
    )
  }
})

/** The option a refusal is about, and the refusal without the technical name in front. */
function problemOf(
  error: { message: string; details?: { [key: string]: unknown } | undefined },
  fields: readonly policies.OptionField[],
) {
  const name = String(error.details?.['field'] ?? '')
  const field = fields.find(({ path }) => name === fieldName(path) || name.startsWith(`${fieldName(path)}.`))
  const message = error.message.split(`${name}: `).at(-1) ?? error.message
  return {
    fieldId: field === undefined ? 'note' : fieldName(field.path),
    message: field === undefined ? message : `${field.ui.label}: ${message}`,
  }
}

export const meta = () => [{ title: 'Policy – Clear My Record' }]

export default function Policy() {
  const policy = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const [search] = useSearchParams()
  const { slug, title, reference, mayWrite, presets, startedFrom, current } = policy
  return (
    <>
      <h1>Policy</h1>
      <p className="page__lead">
        {title}. What your office chooses where the law leaves a choice. Every run keeps the version it was made with;
        saving here changes future runs only.
      </p>
      {reference && <ReferenceNotice />}
      {search.has('saved') && refused === undefined && <SavedNotice version={current} />}
      {refused !== undefined && <ErrorSummary problems={[refused.problem]} />}
      <p>{inForce(current)}</p>
      <PresetList slug={slug} presets={presets} startedFrom={startedFrom} mayWrite={mayWrite} />
      <h2>{startedFrom === null ? 'Choices' : `Choices, filled in from “${startedFrom}”`}</h2>
      <PolicyForm
        key={startedFrom ?? `version ${current}`}
        fields={policy.fields}
        values={refused?.values ?? policy.values}
        note={refused?.note ?? ''}
        problem={refused?.problem}
        mayWrite={mayWrite}
      />
      <PolicyHistory versions={policy.versions} />
    </>
  )
}

const inForce = (version: number | null) =>
  version === null ? 'Your office has not chosen yet: the first preset applies.' : `Version ${version} applies now.`

function ReferenceNotice() {
  return (
    <Alert type="info" headingLevel="h2" slim noIcon>
      This ruleset reproduces earlier software so that results can be compared. It is not for filing.
    </Alert>
  )
}

function SavedNotice({ version }: { readonly version: number | null }) {
  return (
    <Alert type="success" headingLevel="h2" slim role="status">
      Saved. Version {version} is now your office’s policy.
    </Alert>
  )
}
