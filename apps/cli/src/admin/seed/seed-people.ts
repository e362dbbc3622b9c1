import { createUser, findUserId, seedTotp, setMembership, setPersonnel, type AuthDeps } from '@cmr/auth'
import { demoOffices, demoPassword, demoSupport, demoUsers } from './demo-offices.ts'
import { demoTotpSecret } from './demo-totp.ts'

export interface SeedPeopleOptions {
  readonly auth: AuthDeps
  /** The data folder's own secret, from which everybody's authenticator secret is derived. */
  readonly masterKey: Buffer
}

interface DemoPerson {
  readonly email: string
  readonly name: string
  readonly staff?: 'support'
}

async function ensureUser({ auth, masterKey }: SeedPeopleOptions, user: DemoPerson): Promise<string> {
  const known = await findUserId(auth, user.email)
  const userId = known ?? (await createUser(auth, { ...user, password: demoPassword }))
  if (known === undefined) await seedTotp(auth, userId, demoTotpSecret(masterKey, user.email))
  return userId
}

/**
 * Makes the people of the demonstration who are not there yet, and records their training and agreement anew. The
 * offices must be.
 */
export async function seedPeople(options: SeedPeopleOptions): Promise<void> {
  const day = dayBeforeYesterday(options.auth.clock.now())
  const dates = { trainingOn: day, agreementOn: day }
  await setPersonnel(options.auth, await ensureUser(options, { ...demoSupport, staff: 'support' }), dates)
  for (const { email, name, office, roles } of demoUsers) {
    const tenant = demoOffices.find(({ slug }) => slug === office)
    if (tenant === undefined) throw new Error(`no office ${office}`)
    const userId = await ensureUser(options, { email, name })
    await setMembership(options.auth, userId, tenant.tenantId, roles, dates)
  }
}

/** `YYYY-MM-DD`; past in every time zone, as a day that has not come yet counts as not trained. */
function dayBeforeYesterday(now: Date): string {
  return new Date(now.getTime() - 2 * 24 * 3_600_000).toISOString().slice(0, 10)
}
