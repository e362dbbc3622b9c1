import { stat } from 'node:fs/promises'
import { isAppError } from '@cmr/errors'
import { audit, openServices, tenants, type OpenedServices } from '@cmr/services'
import { z } from 'zod'
import { readAuditEnv } from './audit-env.ts'
import type { Command } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { parseCall, wrongCall } from '../parse-call.ts'
import type { Terminal } from '../terminal.ts'

const schema = z.object({
  files: z.tuple([z.enum(['verify', 'heads'], { error: 'is not one of verify, heads.' })], {
    error: 'needs one of: verify, heads.',
  }),
  tenant: z.string().min(1).optional(),
  heads: z.string().min(1).optional(),
  json: z.boolean(),
})

const flags = {
  tenant: { type: 'string' },
  heads: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const

/** What a fault means, for a person. */
const FAULTS: Record<audit.AuditFaultKind, string> = {
  changed: 'is not what was written',
  unlinked: 'does not follow the one before it',
  missing: 'is not there',
  truncated: 'and all later ones are gone',
  rewritten: 'or one soon after it was written anew: a head kept outside the database says otherwise',
  'removed-early': 'and those before it were removed before three years had passed',
  unsealed: 'was written past the chain',
}

export const auditCommand: Command = {
  help: `
Usage: cmr audit verify --tenant SLUG [--heads DIR] [--json]
       cmr audit heads [--heads DIR]

verify  makes every hash of an office's audit log again, holds it against the signed heads kept outside the database,
        and names the first event that is not right.
heads   keeps where every office's log ends today, signed, as a file a day in DIR. Run it daily, and copy DIR to where
        whoever runs the database cannot write.

  --tenant SLUG   the office's part of the address
  --heads DIR     folder of the heads; AUDIT_HEADS_ROOT when left out
  --json          JSON also on a terminal

Settings are those of the web server (DATABASE_URL, AUTH_DATABASE_URL, MASTER_KEY and so on). Without DATABASE_URL the
local service is asked, which must be running.

Exit codes: 0 the log is whole, 1 it is not, 2 wrong call, 69 something is not available, 70 a bug.
`,

  async run(args, terminal) {
    const { files, tenant, heads, json } = parseCall('audit', args, flags, schema)
    const env = await readAuditEnv()
    const headsRoot = heads ?? env.headsRoot
    const services = openServices(env.services)
    try {
      if (files[0] === 'heads') return await writeHeads(services, headsRoot, terminal)
      if (tenant === undefined) throw wrongCall('audit', '--tenant is missing. Give it, such as: --tenant contra-costa')
      if (heads !== undefined) await requireFolder(heads)
      return await verify(services, { tenant, headsRoot, asJson: json || terminal.out.isTTY !== true }, terminal)
    } catch (error) {
      if (!isAppError(error) || error.details?.reason !== 'audit-heads-damaged') throw error
      terminal.err.write(`cmr: ${error.message}\n`)
      return EXIT.logBroken
    } finally {
      await services.close()
    }
  },
}

async function writeHeads({ deps }: OpenedServices, headsRoot: string, terminal: Terminal): Promise<ExitCode> {
  const written = await audit.writeAuditHeads(deps, { headsRoot })
  terminal.out.write(`${written} heads written.\n`)
  return EXIT.done
}

async function verify(
  { deps, auth }: OpenedServices,
  { tenant, headsRoot, asJson }: { tenant: string; headsRoot: string; asJson: boolean },
  { out }: Terminal,
): Promise<ExitCode> {
  const { id: tenantId } = await tenants.findOffice(auth, tenant)
  const heads = await audit.readAuditHeads(headsRoot, tenantId, deps.signer)
  const found = await audit.verifyAudit(deps, { tenantId, heads })
  const lastHead = heads.at(-1)?.day ?? null
  out.write(
    asJson
      ? JSON.stringify({ result: found.fault === null ? 'whole' : 'broken', tenant, ...found, lastHead }) + '\n'
      : textOf(found, lastHead),
  )
  return found.fault === null ? EXIT.done : EXIT.logBroken
}

function textOf({ events, lastSeq, heads, fault }: audit.AuditVerification, lastHead: string | null): string {
  const outside =
    lastHead === null
      ? 'No head was kept outside the database: a log that was cut at its end would not show.'
      : `${heads} heads kept outside agree; the last is of ${lastHead}.`
  if (fault === null) return `The log is whole: ${events} events, the last is number ${lastSeq}.\n${outside}\n`
  return `The log is NOT whole: event ${fault.seq} ${FAULTS[fault.kind]}.\n${events} events before it are right.\n${outside}\n`
}

/** A folder that was named must be there: a missing one would pass for a log without heads. */
async function requireFolder(path: string): Promise<void> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
  if (!isFolder) throw wrongCall('audit', '--heads names no folder that can be read.')
}
