/** An office of the demonstration. Stable ids, so that seeding again finds what is there. */
export interface DemoOffice {
  readonly tenantId: string
  readonly slug: string
  readonly name: string
  readonly jurisdiction: string
  readonly county: string
  readonly timeZone: string
  /** Seed of its invented file. */
  readonly seed: number
  /** Whether its file is uploaded and processed, or only laid ready. */
  readonly processed: boolean
}

/** Data rows of each invented file. */
export const DEMO_ROWS = 20_000

export const demoOffices: readonly DemoOffice[] = [
  {
    tenantId: '01936a00-0000-7000-8000-000000000001',
    slug: 'contra-costa',
    name: 'Contra Costa County District Attorney',
    jurisdiction: 'us-ca',
    county: 'Contra Costa',
    timeZone: 'America/Los_Angeles',
    seed: 13,
    processed: true,
  },
  {
    tenantId: '01936a00-0000-7000-8000-000000000002',
    slug: 'los-angeles',
    name: 'Los Angeles County District Attorney',
    jurisdiction: 'us-ca',
    county: 'Los Angeles',
    timeZone: 'America/Los_Angeles',
    seed: 37,
    processed: false,
  },
]

/** Who may sign in. Cartoon names; one password for all, printed at every start. */
export const demoPassword = 'a fresh start for everyone'

export const demoUsers = [
  {
    email: 'olive@contra-costa.example',
    name: 'Olive Testperson',
    office: 'contra-costa',
    roles: ['admin', 'analyst'],
  },
  { email: 'atlas@contra-costa.example', name: 'Atlas Testperson', office: 'contra-costa', roles: ['attorney'] },
  {
    email: 'pepper@los-angeles.example',
    name: 'Pepper Testperson',
    office: 'los-angeles',
    roles: ['admin', 'analyst'],
  },
] as const

export const demoSupport = { email: 'sage@codeforamerica.example', name: 'Sage Testperson' } as const
