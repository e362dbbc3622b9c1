import { createHmac } from 'node:crypto'

/** Everybody who signs in during the tests. All of them are made up. */
export const PASSWORD = 'correct-horse-battery-staple'

export const OFFICES = [
  { slug: 'contra-costa', name: 'Contra Costa County District Attorney', county: 'Contra Costa' },
  { slug: 'los-angeles', name: 'Los Angeles County District Attorney', county: 'Los Angeles' },
  { slug: 'fresno', name: 'Fresno County District Attorney', county: 'Fresno' },
] as const

export const PEOPLE = {
  analyst: { email: 'alma@contra-costa.test', name: 'Alma Testperson', office: 'contra-costa', roles: ['analyst'] },
  admin: { email: 'ada@contra-costa.test', name: 'Ada Testperson', office: 'contra-costa', roles: ['admin'] },
  attorney: { email: 'art@contra-costa.test', name: 'Art Testperson', office: 'contra-costa', roles: ['attorney'] },
  keyboard: { email: 'kay@contra-costa.test', name: 'Kay Testperson', office: 'contra-costa', roles: ['analyst'] },
  auditor: { email: 'aldo@contra-costa.test', name: 'Aldo Testperson', office: 'contra-costa', roles: ['auditor'] },
  neighbor: { email: 'lena@los-angeles.test', name: 'Lena Testperson', office: 'los-angeles', roles: ['analyst'] },
  third: { email: 'frida@fresno.test', name: 'Frida Testperson', office: 'fresno', roles: ['analyst'] },
} as const

export const SUPPORT = { email: 'sam@support.test', name: 'Sam Testperson' } as const

/** The authenticator secret of somebody: 20 bytes, other ones in each run of the stack. */
export function totpSecret(key: string, email: string): Uint8Array {
  return createHmac('sha1', key).update(email).digest()
}
