import { hasPermission } from '@cmr/auth'
import { leaving } from '@cmr/services'
import { Alert, Button, ErrorSummary, TextAreaField, TextField } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { instant } from '../../format.ts'
import { HandoverFields, handoverProblems } from '../../forms/handover-fields.tsx'
import { handoverQuery } from '../../forms/handover.server.ts'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'

const LeavingForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('begin'),
    reason: z.string({ error: 'Say why' }).trim().min(1, 'Say why').max(500),
    confirm: z.string({ error: 'Type the name of your office' }),
  }),
  z.object({ intent: z.literal('cancel') }),
])

export const loader = tenantLoader(
  { permission: 'settings:read', gate: 'open', query: handoverQuery },
  async ({ ctx, deps, query, membership: { tenant } }) => {
    const { state, askedAt, exportedAt } = await leaving.getLeaving(ctx, deps)
    const at = (moment: Date | null) => (moment === null ? null : instant(moment, tenant.timeZone))
    return {
      slug: tenant.slug,
      name: ctx.tenant.name,
      mayManage: hasPermission(ctx.actor, 'retention:manage'),
      state,
      askedAt: at(askedAt),
      exportedAt: at(exportedAt),
      missing: query.missing ?? null,
    }
  },
)

export const action = tenantAction(
  { permission: 'retention:manage', gate: 'open', stepUp: true },
  async ({ request, ctx, deps }) => {
    const read = readForm(LeavingForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const given = read.value
    try {
      if (given.intent === 'cancel') await leaving.cancelLeaving(ctx, deps)
      else if (given.confirm.trim() === ctx.tenant.name) await leaving.beginLeaving(ctx, deps, { reason: given.reason })
      else return refused([{ fieldId: 'confirm', message: `Type ${ctx.tenant.name}` }])
    } catch (error) {
      return refusedBy(error, given.intent === 'begin' ? 'reason' : 'leaving')
    }
    return redirect(`/${ctx.tenant.slug}/settings/leaving`)
  },
)

export const meta = () => [{ title: 'Export and leaving – Clear My Record' }]

export default function Leaving() {
  const { slug, name, mayManage, state, askedAt, exportedAt, missing } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const problems = answer?.problems ?? handoverProblems(missing, 'the archive')
  return (
    <>
      <h1 id="leaving">Export and leaving</h1>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {state === 'leaving' && (
        <Alert type="warning" headingLevel="h2" heading="Your office is leaving">
          Asked {askedAt ?? 'earlier'}.{' '}
          {exportedAt === null
            ? 'Export everything now: an operator removes it only after that.'
            : `Exported ${exportedAt}. An operator of Code for America can now remove everything.`}
        </Alert>
      )}
      {mayManage ? (
        <>
          <ExportForm slug={slug} problems={problems} />
          {state === 'active' && <BeginForm name={name} problems={problems} />}
          {state === 'leaving' && <CancelForm />}
        </>
      ) : (
        <p>Your role may see this page. An administrator of your office may export and leave.</p>
      )}
    </>
  )
}

interface FormProps {
  readonly problems: readonly { readonly fieldId: string; readonly message: string }[] | undefined
}

function ExportForm({ slug, problems }: FormProps & { readonly slug: string }) {
  return (
    <form method="post" action={`/${slug}/settings/leaving/export`} className="no-print">
      <h2>Everything your office owns</h2>
      <p>
        One ZIP archive: the files you sent and the results, as they were; policies, runs and answers; your log; an
        index with a checksum of each. It holds records in the clear: keep it as you keep the state’s file.
      </p>
      <HandoverFields problems={problems} />
      <button type="submit" className="usa-button">
        Download the archive
      </button>
    </form>
  )
}

function BeginForm({ name, problems }: FormProps & { readonly name: string }) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className="no-print">
      <h2>Leave the service</h2>
      <p>
        Nothing is removed yet. You export everything; then an operator removes all records and destroys your keys, and
        gives you a signed certificate. After that nobody can bring them back.
      </p>
      <TextAreaField name="reason" label="Why" error={problemOf(problems, 'reason')} maxLength={500} rows={2} />
      <TextField
        name="confirm"
        label="Type the name of your office"
        hint={name}
        error={problemOf(problems, 'confirm')}
        autoComplete="off"
      />
      <Button type="submit" name="intent" value="begin" secondary disabled={busy}>
        Ask to leave
      </Button>
    </Form>
  )
}

function CancelForm() {
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" className="no-print">
      <h2>Stay</h2>
      <Button type="submit" name="intent" value="cancel" outline disabled={busy}>
        Take the request back
      </Button>
    </Form>
  )
}
