import { hasPermission } from '@cmr/auth'
import { isAppError } from '@cmr/errors'
import { retention } from '@cmr/services'
import { Alert, ErrorSummary, SimpleTable } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { bytes, count, day, instant } from '../../format.ts'
import { readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'
import { RetentionForms } from './retention-forms.tsx'

const reason = z.string({ error: 'Say why' }).trim().min(1, 'Say why').max(500)

const RetentionForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('clock'),
    days: z.coerce.number({ error: 'Enter a number of days' }).int().min(1).max(36_500).optional(),
  }),
  z.object({ intent: z.literal('hold'), reason }),
  z.object({ intent: z.literal('release-hold'), reason }),
  z.object({ intent: z.literal('purge'), batches: z.coerce.number({ error: 'Type the number of imports' }).int() }),
])

export const loader = tenantLoader(
  { permission: 'settings:read', gate: 'open' },
  async ({ ctx, deps, membership: { tenant } }) => {
    const mayManage = hasPermission(ctx.actor, 'retention:manage')
    const { days, hold, purges } = await retention.getRetention(ctx, deps)
    const due = mayManage && days !== null ? await retention.previewPurge(ctx, deps) : null
    return {
      mayManage,
      days,
      hold: hold === null ? null : { reason: hold.reason, at: instant(hold.at, tenant.timeZone) },
      due:
        due === null
          ? null
          : {
              cutoff: day(due.cutoff),
              batches: due.batches.length,
              files: count(due.files),
              people: count(due.people),
              size: bytes(due.bytes),
            },
      purges: purges.map(({ id, kind, cutoff, proof, at }) => ({
        id,
        kind,
        cutoff: cutoff === null ? 'everything' : `before ${day(cutoff)}`,
        proof,
        at: instant(at, tenant.timeZone),
      })),
    }
  },
)

export const action = tenantAction(
  { permission: 'retention:manage', gate: 'open', stepUp: true },
  async ({ request, ctx, deps }) => {
    const read = readForm(RetentionForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const given = read.value
    try {
      switch (given.intent) {
        case 'clock':
          await retention.setRetention(ctx, deps, { days: given.days ?? null })
          break
        case 'hold':
          await retention.placeHold(ctx, deps, { reason: given.reason })
          break
        case 'release-hold':
          await retention.releaseHold(ctx, deps, { reason: given.reason })
          break
        case 'purge': {
          const { batches } = await retention.previewPurge(ctx, deps)
          if (batches.length !== given.batches) {
            return refused([{ fieldId: 'batches', message: `Type ${batches.length}, the number of imports that go` }])
          }
          await retention.purgeRecords(ctx, deps)
          break
        }
      }
    } catch (error) {
      return refusedBy(error, isAppError(error, 'VALIDATION') ? 'days' : 'retention')
    }
    return redirect(`/${ctx.tenant.slug}/settings/retention`)
  },
)

export const meta = () => [{ title: 'Retention – Clear My Record' }]

export default function Retention() {
  const { mayManage, days, hold, due, purges } = useLoaderData<typeof loader>()
  const problems = useActionData<typeof action>()?.problems
  return (
    <>
      <h1 id="retention">Retention</h1>
      <p className="page__lead">
        {days === null
          ? 'Your office keeps everything: no time is set.'
          : `Imports are due for removal ${count(days)} days after they were confirmed. Nothing is removed by itself.`}
      </p>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {hold !== null && (
        <Alert type="warning" headingLevel="h2" heading="Legal hold">
          Nothing may be removed since {hold.at}: {hold.reason}
        </Alert>
      )}
      {mayManage && <RetentionForms days={days} isHeld={hold !== null} due={due} problems={problems} />}
      {purges.length > 0 && (
        <SimpleTable
          caption="What was removed"
          head={['When', 'What', 'Proof (SHA-256)']}
          rows={purges.map(({ id, at, cutoff, proof }) => ({
            key: id,
            cells: [
              at,
              cutoff,
              <span className="upload-item__hash" key="proof">
                {proof}
              </span>,
            ],
          }))}
        />
      )}
    </>
  )
}
