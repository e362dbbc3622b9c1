import type { audit } from '@cmr/services'
import type { Tone } from '@cmr/ui'

type Event = audit.AuditEventView

/** What acts are called on pages; others show their own name. */
const ACTIONS: Readonly<Record<string, string>> = {
  'audit.export': 'Exported the log',
  'audit.list': 'Looked at the log',
  'audit.review': 'Signed the log off',
  'batch.confirm': 'Confirmed an import',
  'batch.create': 'Began an import',
  'file.finish': 'Sent a file',
  'invite.accept': 'Accepted an invitation',
  'invite.create': 'Invited somebody',
  'leaving.begin': 'Asked to leave the service',
  'leaving.finish': 'Began to remove the office',
  'member.change': 'Changed roles',
  'member.date': 'Recorded training or agreement',
  'office.export': 'Exported everything',
  'person.view': 'Looked at a person’s record',
  'policy.save': 'Changed the policy',
  'result.list': 'Looked at results',
  'run-file.download': 'Downloaded a result file',
  'run.release': 'Released a run',
  'session.begin': 'Signed in',
  'session.confirm': 'Confirmed with a second factor',
  'session.end': 'Signed out',
  'session.refuse': 'Failed to sign in',
  'sign-in.configure': 'Changed how the office signs in',
  'support.approve': 'Approved support access',
  'support.deny': 'Denied support access',
  'support.end': 'Gave support access back',
  'support.enter': 'Tried to enter as support',
  'support.request': 'Asked for support access',
  'support.revoke': 'Revoked support access',
  'tenant.create': 'Opened the office',
  'tenant-key.rotate': 'Replaced the key',
}

export const actionWords = (action: string) => ACTIONS[action] ?? action

export const OUTCOME_WORDS: Readonly<Record<Event['outcome'], { readonly word: string; readonly tone: Tone }>> = {
  done: { word: 'Done', tone: 'positive' },
  denied: { word: 'Denied', tone: 'attention' },
  failed: { word: 'Failed', tone: 'failed' },
}

/** Who acted, by name where the office knows one. */
export function actorWords(
  event: Pick<Event, 'actorKind' | 'actorUserId'>,
  names: ReadonlyMap<string, string>,
): string {
  if (event.actorUserId === null) return 'the service itself'
  const name = names.get(event.actorUserId) ?? `user ${event.actorUserId}`
  return event.actorKind === 'support' ? `${name} (Code for America)` : name
}
