import type { tenants } from '@cmr/services'
import { StatusMark } from '@cmr/ui'

/** How an office does, in a word: whether it leaves or has left, and whether background work failed. */
export function HealthMark({ office }: { readonly office: Pick<tenants.OfficeHealth, 'state' | 'jobsFailed'> }) {
  if (office.state === 'left') return <StatusMark tone="waiting">Has left</StatusMark>
  if (office.state === 'leaving') return <StatusMark tone="attention">Leaves</StatusMark>
  if (office.jobsFailed > 0) return <StatusMark tone="attention">Look into failures</StatusMark>
  return <StatusMark tone="positive">Fine</StatusMark>
}
