import { hasPermission } from '@cmr/auth'
import { audit } from '@cmr/services'
import { EmptyState, SimpleTable, StatusMark } from '@cmr/ui'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { actionWords, actorWords, OUTCOME_WORDS } from '../../activity-words.ts'
import { bytes, counted, instant } from '../../format.ts'
import { officeNames } from '../../office-names.server.ts'
import { tenantLoader } from '../../route-builder.ts'
import { activityQuery, filtersOf, searchOf } from './activity-query.ts'
import { ActivityFilters } from './activity-filters.tsx'

/** What was done in the office, latest first; the address is the search. Looking is itself in the log. */
export const loader = tenantLoader(
  {
    permission: 'audit:read',
    gate: 'open',
    query: activityQuery.extend({ before: z.coerce.number().int().min(1).optional().catch(undefined) }),
  },
  async ({ ctx, deps, app, query: { before, ...query }, membership: { tenant } }) => {
    const page = await audit.listAuditEvents(ctx, deps, {
      ...filtersOf(query),
      ...(before !== undefined && { before }),
    })
    const { overdue, events: waiting } = await audit.getAuditDigest(ctx, deps)
    const names = await officeNames({ ctx, deps, app })
    return {
      slug: tenant.slug,
      query,
      mayExport: hasPermission(ctx.actor, 'audit:export'),
      review: { isOverdue: overdue, waiting },
      people: [...names].map(([value, label]) => ({ value, label })),
      total: page.total,
      next: page.next,
      events: page.events.map((event) => ({
        seq: event.seq,
        at: instant(event.at, tenant.timeZone),
        who: actorWords(event, names),
        what: actionWords(event.action),
        outcome: event.outcome,
        object: event.objectId === null ? null : { kind: event.objectKind, id: event.objectId },
        more: [
          event.purpose,
          event.bytes === null ? null : bytes(event.bytes),
          event.address === null ? null : `from ${event.address}`,
        ]
          .filter((text) => text !== null)
          .join(' · '),
      })),
    }
  },
)

export const meta = () => [{ title: 'Activity – Clear My Record' }]

export default function Activity() {
  const { slug, query, mayExport, review, people, total, next, events } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>Activity</h1>
      <p className="page__lead">
        Who did what, and when. Entries cannot be changed or removed; each is chained to the one before.
      </p>
      <div className="actions no-print">
        <Link className="usa-link" to={`/${slug}/activity/review`}>
          Weekly review
        </Link>
        {review.isOverdue ? (
          <StatusMark tone="attention">Overdue</StatusMark>
        ) : (
          <span>{counted(review.waiting, 'entry waits', 'entries wait')}</span>
        )}
        <Link className="usa-link" to={`/${slug}/activity/releases`}>
          Records handed over
        </Link>
        {mayExport && (
          <form method="post" action={`/${slug}/activity.csv?${searchOf(query)}`}>
            <button type="submit" className="usa-button usa-button--outline">
              Export these as CSV
            </button>
          </form>
        )}
      </div>
      <ActivityFilters query={query} people={people} />
      <p role="status">{counted(total, 'entry', 'entries')}</p>
      {events.length === 0 ? (
        <EmptyState title="Nothing found">
          <p>No entry is like this. Take a filter away.</p>
        </EmptyState>
      ) : (
        <SimpleTable
          caption="Activity, latest first"
          head={['Number', 'When', 'Who', 'What', 'Outcome', 'On', 'More']}
          rows={events.map(({ seq, at, who, what, outcome, object, more }) => ({
            key: String(seq),
            cells: [
              seq,
              at,
              who,
              what,
              <StatusMark tone={OUTCOME_WORDS[outcome].tone} key="outcome">
                {OUTCOME_WORDS[outcome].word}
              </StatusMark>,
              object === null ? (
                'the office'
              ) : (
                <Link className="usa-link" to={`?${searchOf({ object: object.id })}`} key="object">
                  {object.kind} {object.id.slice(-6)}
                </Link>
              ),
              more,
            ],
          }))}
        />
      )}
      {next !== null && (
        <p className="no-print">
          <Link className="usa-link" to={`?${searchOf(query, { before: String(next) })}`}>
            Earlier entries
          </Link>
        </p>
      )}
    </>
  )
}
