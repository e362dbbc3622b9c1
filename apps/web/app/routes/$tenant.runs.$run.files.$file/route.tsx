import { runFiles, runs } from '@cmr/services'
import { AppError } from '@cmr/errors'
import { Alert, ErrorSummary, Facts } from '@cmr/ui'
import { Link, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { bytes, count } from '../../format.ts'
import { HandoverFields, handoverProblems } from '../../forms/handover-fields.tsx'
import { handoverQuery } from '../../forms/handover.server.ts'
import { tenantLoader } from '../../route-builder.ts'

/** Asks to whom a result file is handed over, and what for, before the first byte leaves. */
export const loader = tenantLoader(
  {
    permission: 'export:download',
    params: z.object({ run: z.uuid(), file: z.uuid() }),
    query: handoverQuery,
    stepUp: true,
  },
  async ({ ctx, deps, params, query }) => {
    const run = await runs.getRun(ctx, deps, { runId: params.run })
    const file = (await runFiles.listRunFiles(ctx, deps, { runId: run.id })).find(({ id }) => id === params.file)
    if (file === undefined) {
      throw new AppError('NOT_FOUND', 'There is no such file in this run.', { details: { reason: 'unknown-file' } })
    }
    const { id, name, size, rows, sha256 } = file
    return {
      slug: ctx.tenant.slug,
      runId: run.id,
      isDraft: run.releasedAt === null,
      isTable: name.endsWith('.csv'),
      file: { id, name, size, rows, sha256 },
      missing: query.missing ?? null,
    }
  },
)

export const meta = () => [{ title: 'Hand over a file – Clear My Record' }]

export default function HandOver() {
  const { slug, runId, isDraft, isTable, file, missing } = useLoaderData<typeof loader>()
  const problems = handoverProblems(missing, 'the file')
  return (
    <>
      <h1>Hand over a file</h1>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {isDraft && (
        <Alert type="warning" headingLevel="h2" slim noIcon>
          This run is a draft until an attorney who did not prepare it has released it. The file’s name will say so; a
          draft may not be filed.
        </Alert>
      )}
      <div className="panel">
        <Facts
          items={[
            ['File', file.name],
            ['Size', bytes(file.size)],
            ['Rows', file.rows === null ? 'a report' : count(file.rows)],
            [
              'SHA-256',
              <span className="upload-item__hash" key="hash">
                {file.sha256}
              </span>,
            ],
          ]}
        />
      </div>
      {/* The browser's own form: the answer is the file. */}
      <form method="post" action={`/${slug}/downloads/${file.id}?${new URLSearchParams({ run: runId })}`}>
        <p>What you enter is kept in the office’s log of records handed over, for at least three years.</p>
        <HandoverFields problems={problems} />
        {isTable && <FormChoice />}
        <p className="actions">
          <button type="submit" className="usa-button">
            Download {isDraft ? 'the draft' : 'the file'}
          </button>
          <Link className="usa-link" to={`/${slug}/runs/${runId}`}>
            Back to the run
          </Link>
        </p>
      </form>
    </>
  )
}

function FormChoice() {
  const choices = [
    ['exact', 'Exact', 'Byte for byte what was evaluated, for courts, agencies and other programs.'],
    ['spreadsheet', 'Safe for spreadsheets', 'Cells that a spreadsheet would run as a formula get an apostrophe.'],
  ] as const
  return (
    <fieldset className="usa-fieldset">
      <legend className="usa-legend">Form</legend>
      {choices.map(([value, label, about]) => (
        <div className="usa-radio" key={value}>
          <input
            className="usa-radio__input"
            type="radio"
            id={`form-${value}`}
            name="form"
            value={value}
            defaultChecked={value === 'exact'}
          />
          <label className="usa-radio__label" htmlFor={`form-${value}`}>
            {label}
            <span className="usa-checkbox__label-description">{about}</span>
          </label>
        </div>
      ))}
    </fieldset>
  )
}
