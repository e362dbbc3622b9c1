import { createUser, findUserId, setMembership, type AuthDeps } from '@cmr/auth'
import { demoOffices, demoPassword, demoSupport, demoUsers } from './demo-offices.ts'

async function ensureUser(auth: AuthDeps, user: { email: string; name: string; staff?: 'support' }): Promise<string> {
  return (await findUserId(auth, user.email)) ?? (await createUser(auth, { ...user, password: demoPassword }))
}

/** Makes the people of the demonstration who are not there yet. The offices must be. */
export async function seedPeople(auth: AuthDeps): Promise<void> {
  await ensureUser(auth, { ...demoSupport, staff: 'support' })
  for (const { email, name, office, roles } of demoUsers) {
    const tenant = demoOffices.find(({ slug }) => slug === office)
    if (tenant === undefined) throw new Error(`no office ${office}`)
    await setMembership(auth, await ensureUser(auth, { email, name }), tenant.tenantId, roles)
  }
}
