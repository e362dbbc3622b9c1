/** Everybody who signs in during the tests. All of them are made up. */
export const PASSWORD = 'correct-horse-battery-staple'

export const OFFICES = [
  { slug: 'contra-costa', name: 'Contra Costa County District Attorney', county: 'Contra Costa' },
  { slug: 'los-angeles', name: 'Los Angeles County District Attorney', county: 'Los Angeles' },
  { slug: 'fresno', name: 'Fresno County District Attorney', county: 'Fresno' },
] as const

export const PEOPLE = {
  analyst: { email: 'alma@contra-costa.test', name: 'Alma Testperson', office: 'contra-costa', roles: ['analyst'] },
  auditor: { email: 'aldo@contra-costa.test', name: 'Aldo Testperson', office: 'contra-costa', roles: ['auditor'] },
  neighbor: { email: 'lena@los-angeles.test', name: 'Lena Testperson', office: 'los-angeles', roles: ['analyst'] },
  third: { email: 'frida@fresno.test', name: 'Frida Testperson', office: 'fresno', roles: ['analyst'] },
} as const

export const SUPPORT = { email: 'sam@support.test', name: 'Sam Testperson' } as const
