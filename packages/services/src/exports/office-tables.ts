import {
  auditReviews,
  batches,
  batchFiles,
  charges,
  determinations,
  files,
  policies,
  purges,
  releases,
  runDifferences,
  runFiles,
  runs,
  setAsideRows,
  subjects,
  supportGrants,
  tenantSettings,
} from '@cmr/db/schema'
import { type Tx, withTenant } from '@cmr/db'
import { sql, type Table } from 'drizzle-orm'
import type { Context } from '../context.ts'
import type { ServiceDeps } from '../service-deps.ts'

/** Tables an office takes away when it leaves, by their name in the database. */
export const EXPORTED_TABLES: Readonly<Record<string, Table>> = {
  audit_reviews: auditReviews,
  batch_files: batchFiles,
  batches,
  charges,
  determinations,
  files,
  policies,
  purges,
  releases,
  run_differences: runDifferences,
  run_files: runFiles,
  runs,
  set_aside_rows: setAsideRows,
  subjects,
  support_grants: supportGrants,
  tenant_settings: tenantSettings,
}

/** Tables that stay behind, and why. */
export const NOT_EXPORTED: Readonly<Record<string, string>> = {
  audit_events: 'exported as audit.csv',
  audit_heads: 'where the log ends is in its last line',
  job_chunks: 'how work was cut',
  jobs: 'how work was cut',
  progress: 'how far work had come',
  subject_slices: 'rows of the source files, sealed; the files are exported',
  tenant_keys: 'keys never leave',
}

const PAGE = 1_000

/** One table as JSON lines with the columns' own names, bytes in hex; read in pages. */
export async function* tableLines(ctx: Context, deps: Pick<ServiceDeps, 'db'>, table: Table): AsyncGenerator<Buffer> {
  // The settings are one row, known by the office alone.
  const key = table === tenantSettings ? sql.identifier('tenant_id') : sql.identifier('id')
  for (let after: string | undefined; ;) {
    const rows = await withTenant(deps.db, ctx.tenant.id, (tx: Tx) =>
      tx.execute<{ key: string; line: string }>(sql`
        select t.${key} as key, to_jsonb(t)::text as line from ${table} t
        where t.tenant_id = ${ctx.tenant.id} ${after === undefined ? sql`` : sql`and t.${key} > ${after}`}
        order by t.${key} limit ${PAGE}`),
    )
    yield Buffer.from(rows.map(({ line }) => `${line}\n`).join(''))
    if (rows.length < PAGE) return
    after = rows.at(-1)?.key
  }
}
