import { hasPermission } from '@cmr/auth'
import { audit } from '@cmr/services'
import { Alert, Button, EmptyState, ErrorSummary, Figures, SimpleTable, TextAreaField } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { actionWords } from '../../activity-words.ts'
import { count, instant } from '../../format.ts'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { officeNames } from '../../office-names.server.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'

const ReviewForm = z.object({ toSeq: z.coerce.number().int().min(1), note: z.string().trim().max(2000).optional() })

/** What was added to the log since it was last signed off, and the sign-offs. */
export const loader = tenantLoader(
  { permission: 'audit:read', gate: 'open' },
  async ({ ctx, deps, app, membership: { tenant } }) => {
    const digest = await audit.getAuditDigest(ctx, deps)
    const names = await officeNames({ ctx, deps, app })
    return {
      slug: tenant.slug,
      mayReview: hasPermission(ctx.actor, 'audit:review'),
      range: digest.range,
      since: digest.firstAt === null ? null : instant(digest.firstAt, tenant.timeZone),
      isOverdue: digest.overdue,
      figures: [
        { id: 'events', label: 'Entries', value: digest.events },
        { id: 'denied', label: 'Denied', value: digest.denied },
        { id: 'failed', label: 'Failed', value: digest.failed },
        { id: 'exports', label: 'Taken out', value: digest.exports },
        { id: 'support', label: 'By Code for America', value: digest.support },
      ],
      actions: digest.actions.map(({ action: name, count: times }) => ({ name, times })),
      reviews: (await audit.listAuditReviews(ctx, deps)).map(({ id, fromSeq, toSeq, reviewedBy, note, at }) => ({
        id,
        span: `${count(fromSeq)} to ${count(toSeq)}`,
        who: names.get(reviewedBy) ?? `user ${reviewedBy}`,
        note: note ?? 'none',
        at: instant(at, tenant.timeZone),
      })),
    }
  },
)

export const action = tenantAction(
  { permission: 'audit:review', gate: 'open', stepUp: true },
  async ({ request, ctx, deps }) => {
    const read = readForm(ReviewForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const { toSeq, note } = read.value
    try {
      await audit.signOffAudit(ctx, deps, { toSeq, ...(note !== undefined && { note }) })
    } catch (error) {
      return refusedBy(error, 'note')
    }
    return redirect(`/${ctx.tenant.slug}/activity/review`)
  },
)

export const meta = () => [{ title: 'Weekly review – Clear My Record' }]

export default function Review() {
  const { slug, mayReview, range, since, isOverdue, figures, actions, reviews } = useLoaderData<typeof loader>()
  const problems = useActionData<typeof action>()?.problems
  const busy = useNavigation().state !== 'idle'
  return (
    <>
      <h1>Weekly review</h1>
      <p className="page__lead">Once a week an administrator looks through what was done and signs that they did.</p>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {isOverdue && (
        <Alert type="warning" headingLevel="h2" slim>
          Overdue: the oldest entry that nobody has looked at is of {since}.
        </Alert>
      )}
      {range === null ? (
        <EmptyState title="Nothing new">
          <p>Everything in the log has been signed off.</p>
        </EmptyState>
      ) : (
        <>
          <Figures items={figures} />
          <SimpleTable
            caption={`Entries ${count(range.fromSeq)} to ${count(range.toSeq)} by what was done`}
            head={['What', 'Times', 'Entries']}
            rows={actions.map(({ name, times }) => ({
              key: name,
              cells: [
                actionWords(name),
                count(times),
                <Link className="usa-link" to={`/${slug}/activity?action=${name}`} key="list">
                  List<span className="usa-sr-only"> {actionWords(name)}</span>
                </Link>,
              ],
            }))}
          />
          {mayReview && (
            <Form method="post" className="no-print">
              <input type="hidden" name="toSeq" value={range.toSeq} />
              <TextAreaField
                name="note"
                label="What you noticed (optional)"
                hint="Name no person of a record."
                error={problemOf(problems, 'note')}
                maxLength={2000}
                rows={2}
              />
              <Button type="submit" disabled={busy}>
                Sign off entries {count(range.fromSeq)} to {count(range.toSeq)}
              </Button>
            </Form>
          )}
        </>
      )}
      {reviews.length > 0 && (
        <SimpleTable
          caption="Sign-offs"
          head={['When', 'Entries', 'By', 'Note']}
          rows={reviews.map(({ id, at, span, who, note }) => ({ key: id, cells: [at, span, who, note] }))}
        />
      )}
    </>
  )
}
