import { hasPermission } from '@cmr/auth'
import { support } from '@cmr/services'
import { Button, EmptyState, ErrorSummary, Facts, SimpleTable, StatusMark } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { counted, instant } from '../../format.ts'
import { readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { GRANT_WORDS, MODE_WORDS } from '../../grant-words.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'

const DecisionForm = z.object({ grant: z.uuid(), intent: z.enum(['approved', 'denied', 'revoke']) })

export const loader = tenantLoader(
  { permission: 'settings:read', gate: 'open' },
  async ({ ctx, deps, membership: { tenant } }) => ({
    mayDecide: hasPermission(ctx.actor, 'grant:decide'),
    grants: (await support.listSupportGrants(ctx, deps)).map((grant) => ({
      id: grant.id,
      name: grant.requestedName,
      reason: grant.reason,
      ticket: grant.ticket,
      what: `${counted(grant.hours, 'hour')}, ${MODE_WORDS[grant.mode]}`,
      state: grant.state,
      at: instant(grant.requestedAt, tenant.timeZone),
      until: grant.expiresAt === null ? null : instant(grant.expiresAt, tenant.timeZone),
      endedAt: grant.revokedAt === null ? null : instant(grant.revokedAt, tenant.timeZone),
    })),
  }),
)

export const action = tenantAction(
  { permission: 'grant:decide', gate: 'open', stepUp: true },
  async ({ request, ctx, deps }) => {
    const read = readForm(DecisionForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const { grant: grantId, intent } = read.value
    try {
      if (intent === 'revoke') await support.revokeSupport(ctx, deps, { grantId })
      else await support.decideSupport(ctx, deps, { grantId, decision: intent })
    } catch (error) {
      return refusedBy(error, `grant-${grantId}`)
    }
    return redirect(`/${ctx.tenant.slug}/settings/support`)
  },
)

export const meta = () => [{ title: 'Support access – Clear My Record' }]

type Grant = Awaited<ReturnType<typeof loader>>['grants'][number]

export default function SupportAccess() {
  const { mayDecide, grants } = useLoaderData<typeof loader>()
  const problems = useActionData<typeof action>()?.problems
  const open = grants.filter(({ state }) => state === 'requested' || state === 'approved')
  const past = grants.filter((grant) => !open.includes(grant))
  return (
    <>
      <h1>Support access</h1>
      <p className="page__lead">
        Without your approval Code for America sees how many files and runs your office has, and no record. What is
        looked at under a grant is in your activity log, line by line.
      </p>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {open.length === 0 ? (
        <EmptyState title="Nobody has access">
          <p>No request waits and no grant is in use.</p>
        </EmptyState>
      ) : (
        open.map((grant) => <OpenGrant key={grant.id} grant={grant} mayDecide={mayDecide} />)
      )}
      {past.length > 0 && (
        <>
          <h2>History</h2>
          <SimpleTable
            caption="Earlier requests"
            head={['Who', 'Asked', 'Ticket', 'Reason', 'For', 'State', 'Ended']}
            rows={past.map(({ id, name, at, ticket, reason, what, state, until, endedAt }) => ({
              key: id,
              cells: [name, at, ticket, reason, what, GRANT_WORDS[state].word, endedAt ?? until ?? 'never began'],
            }))}
          />
        </>
      )}
    </>
  )
}

function OpenGrant({ grant, mayDecide }: { readonly grant: Grant; readonly mayDecide: boolean }) {
  const busy = useNavigation().state !== 'idle'
  const { id, name, reason, ticket, what, state, at, until } = grant
  return (
    <article className="panel panel--next" id={`grant-${id}`} aria-label={`Request of ${name}`}>
      <h2>{name}, Code for America</h2>
      <p>
        <StatusMark tone={GRANT_WORDS[state].tone}>{GRANT_WORDS[state].word}</StatusMark>
      </p>
      <Facts
        items={[
          ['Reason', reason],
          ['Ticket', ticket],
          ['For', what],
          ['Asked', at],
          ['Until', until ?? 'counted from your approval'],
        ]}
      />
      {mayDecide && (
        <Form method="post" className="actions no-print">
          <input type="hidden" name="grant" value={id} />
          {state === 'requested' ? (
            <>
              <Button type="submit" name="intent" value="approved" disabled={busy}>
                Approve
              </Button>
              <Button type="submit" name="intent" value="denied" outline disabled={busy}>
                Deny
              </Button>
            </>
          ) : (
            <Button type="submit" name="intent" value="revoke" secondary disabled={busy}>
              End this access now
            </Button>
          )}
        </Form>
      )}
    </article>
  )
}
