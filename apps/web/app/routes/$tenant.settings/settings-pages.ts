/** The pages of an office's settings, in order. */
export const SETTINGS = [
  { to: 'users', label: 'People', about: 'Invite people, change roles, record training, review access once a year.' },
  { to: 'permissions', label: 'Permissions', about: 'What each role may do, as a table to print.' },
  { to: 'support', label: 'Support access', about: 'Requests of Code for America to look into your office.' },
  { to: 'sign-in', label: 'Signing in', about: 'Idle time, age of passwords, passkeys.' },
  {
    to: 'single-sign-on',
    label: 'Your own sign-in',
    about: 'Your county’s own sign-in service: who may, whether all must.',
  },
  { to: 'keys', label: 'Keys', about: 'The keys your records are sealed with.' },
  { to: 'retention', label: 'Retention', about: 'How long records are kept, legal hold, removal with proof.' },
  { to: 'leaving', label: 'Export and leaving', about: 'Take everything your office owns; leave the service.' },
] as const
