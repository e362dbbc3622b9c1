import { people } from '@cmr/services'
import { Alert, Facts } from '@cmr/ui'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { counted, day } from '../../format.ts'
import { tenantLoader } from '../../route-builder.ts'
import { ConvictionCard } from './conviction-card.tsx'
import { convictionCard } from './conviction-view.ts'

export const loader = tenantLoader(
  {
    permission: 'person:read',
    params: z.object({ person: z.uuid() }),
    query: z.object({ run: z.uuid().optional().catch(undefined) }),
  },
  async ({ ctx, deps, params, query }) => {
    const person = await people.getPerson(ctx, deps, {
      subjectId: params.person,
      ...(query.run !== undefined && { runId: query.run }),
    })
    return {
      slug: ctx.tenant.slug,
      name: person.name,
      bornOn: person.bornOn,
      source: person.source,
      run: {
        id: person.run.id,
        asOf: day(person.run.asOf),
        version: person.run.jurisdictionVersion,
        ruleset: person.run.ruleset,
      },
      policyVersion: person.policyVersion,
      answered: person.charges.filter(({ answer }) => answer !== null).length,
      cards: person.charges.map(convictionCard),
    }
  },
)

// The title stays without a name: titles end up in histories and on printouts.
export const meta = () => [{ title: 'Person – Clear My Record' }]

export default function Person() {
  const { slug, name, bornOn, source, run, policyVersion, answered, cards } = useLoaderData<typeof loader>()
  return (
    <>
      <nav aria-label="Breadcrumb" className="no-print">
        <Link className="usa-link" to={`/${slug}/results?run=${run.id}`}>
          People and results
        </Link>
      </nav>
      <h1>{name || 'Name not in the file'}</h1>
      <div className="panel">
        <Facts
          items={[
            ['Born', day(bornOn)],
            ['Source', source.files.map(({ name: file, rows }) => `${file}, ${counted(rows, 'row')}`).join('; ')],
            [
              'Convictions',
              `${cards.length.toLocaleString('en-US')}, ${answered.toLocaleString('en-US')} of them under these rules`,
            ],
            ['As of', run.asOf],
            ['Rules', `${run.ruleset}, version ${run.version}`],
            ['Policy', `version ${policyVersion}`],
          ]}
        />
      </div>
      {cards.length === 0 && (
        <Alert type="info" headingLevel="h2" slim>
          The file has no conviction for this person.
        </Alert>
      )}
      <h2>Convictions</h2>
      {cards.map((card) => (
        <ConvictionCard key={card.id} card={card} />
      ))}
      <p className="print-only">
        As of {run.asOf} · {run.ruleset}, version {run.version} · policy version {policyVersion}
      </p>
    </>
  )
}
