/** How the state of an account is shown. */
export const ACCOUNT_STATES = {
  active: { word: 'Active', tone: 'positive' },
  locked: { word: 'Locked', tone: 'attention' },
  off: { word: 'Switched off', tone: 'negative' },
} as const

type AccountState = keyof typeof ACCOUNT_STATES

/** Whether somebody may sign in: `locked` by wrong passwords, `off` by somebody or by themselves after 90 idle days. */
export function accountState(account: {
  readonly disabledAt: Date | null
  readonly lockedAt: Date | null
}): AccountState {
  if (account.disabledAt !== null) return 'off'
  return account.lockedAt !== null ? 'locked' : 'active'
}
