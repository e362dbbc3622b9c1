import { demoOffices, demoPassword, demoSupport, demoUsers } from '../seed/demo-offices.ts'

/** What is printed when everything runs: the address and who may sign in. */
export function welcome(origin: string, demoFolder: string): string {
  const rows = [
    ...demoUsers.map(({ email, office, roles }) => {
      return [email, `${demoOffices.find(({ slug }) => slug === office)?.name ?? ''} (${roles.join(', ')})`] as const
    }),
    [demoSupport.email, 'Code for America (support; sees no records)'] as const,
  ]
  const width = Math.max(...rows.map(([email]) => email.length))
  return [
    '',
    `Clear My Record runs at ${origin}`,
    '',
    'Sign in as one of',
    ...rows.map(([email, who]) => `  ${email.padEnd(width)}  ${who}`),
    `with the password: ${demoPassword}`,
    'and, as the second step, the code that this prints: npx cmr admin code <e-mail address>',
    '',
    `Invented files to upload: ${demoFolder}`,
    'Ctrl-C stops everything.',
    '',
  ].join('\n')
}
