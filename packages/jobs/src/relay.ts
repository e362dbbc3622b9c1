import { jobs, type ServiceDeps } from '@cmr/services'
import type { Inngest } from 'inngest'

export interface RelayDeps {
  readonly services: Pick<ServiceDeps, 'db'>
  readonly client: Inngest
}

/**
 * Sends every event of the outbox, oldest first, and marks it sent. The event's id is its outbox row's, so that
 * dying in between sends it twice and starts it once.
 */
export async function relayOutbox({ services, client }: RelayDeps): Promise<void> {
  for (;;) {
    const events = await jobs.claimOutbox(services)
    if (events.length === 0) return
    await client.send(events.map(({ id, name, data }) => ({ id, name, data })))
    await jobs.markSent(services, { ids: events.map(({ id }) => id) })
  }
}
