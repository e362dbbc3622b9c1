import { tenants, type Context, type OpenedServices } from '@cmr/services'
import { join } from 'node:path'
import { ensureDemoFile } from './demo-file.ts'
import { demoOffices } from './demo-offices.ts'
import { isPublished, latestBatch, processReceived, receiveFile, waitForResults } from './process-demo-file.ts'
import { seedPeople } from './seed-people.ts'

export interface SeedDemoOptions {
  readonly services: OpenedServices
  /** The data folder's own secret. */
  readonly masterKey: Buffer
  /** Folder of the invented files. */
  readonly folder: string
  /** Hears one line for each thing that takes a while. */
  readonly report: (line: string) => void
  readonly signal: AbortSignal
}

/**
 * Makes the demonstration, or finds it: two offices, their people, a support user, a file for each office, one of them
 * uploaded and evaluated through the code a person would use. A worker must be running.
 */
export async function seedDemo({ services, masterKey, folder, report, signal }: SeedDemoOptions): Promise<void> {
  const { deps, auth } = services
  const opened: { ctx: Context; path: string; size: number; processed: boolean }[] = []
  for (const office of demoOffices) {
    const { tenantId: id, slug, name, jurisdiction, county, timeZone, processed } = office
    const ctx = await tenants.ensureTenant(deps, { id, slug, name, jurisdiction, county, timeZone, requestId: 'seed' })
    const path = join(folder, `${slug}.dat`)
    report(`a file of invented people for ${name}`)
    opened.push({ ctx, path, size: await ensureDemoFile(office, path), processed })
  }
  await seedPeople({ auth, masterKey })
  for (const { ctx, path, size, processed } of opened) {
    if (!processed) continue
    const known = await latestBatch(ctx, deps)
    if (isPublished(known)) continue
    const jobId = await processReceived(ctx, deps, await receiveFile(ctx, deps, path, size))
    await waitForResults(ctx, deps, jobId, (line) => report(`${ctx.tenant.name}: ${line}`), signal)
  }
}
