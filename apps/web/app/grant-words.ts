import type { support } from '@cmr/services'
import type { Tone } from '@cmr/ui'

type GrantState = support.SupportGrantView['state']

/** What each state of a request for access is called. */
export const GRANT_WORDS: Readonly<Record<GrantState, { readonly word: string; readonly tone: Tone }>> = {
  requested: { word: 'Waits for the office', tone: 'waiting' },
  approved: { word: 'Approved', tone: 'positive' },
  denied: { word: 'Denied', tone: 'negative' },
  revoked: { word: 'Revoked', tone: 'negative' },
  ended: { word: 'Given back', tone: 'negative' },
  expired: { word: 'Over', tone: 'negative' },
}

export const MODE_WORDS = { read: 'read only', write: 'may change files, policy and runs' } as const
