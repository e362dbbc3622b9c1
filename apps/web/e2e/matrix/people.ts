import { asAdministrator } from '@cmr/db/embedded'
import { newId, openDatabase, withoutTenant } from '@cmr/db'
import type { Db } from '@cmr/db'
import { memberships, users } from '@cmr/db/schema'
import type { Role, StaffKind } from '@cmr/db/schema'
import type { Stack } from '../fixtures.ts'
import { openSession } from '../stack/open-session.ts'

/** Somebody who is signed in with a second factor, made in the database: tests over all routes need no pages for it. */
export interface Visitor {
  /** `admin of los-angeles`, `support`, `nobody`. */
  readonly name: string
  readonly role: Role | null
  readonly staff: StaffKind | null
  /** Where they belong; null for people of Code for America and for nobody. */
  readonly slug: string | null
  /** The header's value; empty for nobody. */
  readonly cookie: string
}

const ROLES: readonly Role[] = ['admin', 'analyst', 'attorney', 'auditor']
const STAFF: readonly StaffKind[] = ['onboarding', 'support', 'operator']
export const NOBODY: Visitor = { name: 'nobody', role: null, staff: null, slug: null, cookie: '' }

/** One person for every role of the offices given, and one for every kind of staff. */
export async function makeVisitors(stack: Stack, slugs: readonly string[]): Promise<Visitor[]> {
  const auth = openDatabase({
    url: stack.databases.auth,
    max: 1,
    applicationName: 'matrix',
    statementTimeoutMs: 30_000,
  })
  try {
    const offices = slugs.flatMap((slug) =>
      ROLES.map((role) => ({ name: `${role} of ${slug}`, role, staff: null, slug })),
    )
    const staff = STAFF.map((kind) => ({ name: kind, role: null, staff: kind, slug: null }))
    const made: Visitor[] = []
    for (const person of [...offices, ...staff]) {
      const tenantId = person.slug === null ? null : await tenantIdOf(stack, person.slug)
      made.push({ ...person, cookie: await signedIn(stack, auth, person, tenantId) })
    }
    return made
  } finally {
    await auth.close()
  }
}

async function signedIn(
  stack: Stack,
  auth: Db,
  { name, role, staff }: Omit<Visitor, 'cookie'>,
  tenantId: string | null,
): Promise<string> {
  const userId = newId()
  const today = new Date().toISOString().slice(0, 10)
  await withoutTenant(auth, async (tx) => {
    const email = `${name.replaceAll(' ', '-')}.${userId}@matrix.test`
    await tx
      .insert(users)
      .values({ id: userId, email, name: 'Matrix Testperson', staff, trainingOn: today, agreementOn: today })
    if (tenantId !== null && role !== null) {
      await tx.insert(memberships).values({ userId, tenantId, roles: [role], trainingOn: today, agreementOn: today })
    }
  })
  return openSession(auth, userId, stack.origin)
}

async function tenantIdOf(stack: Stack, slug: string): Promise<string> {
  const [row] = await asAdministrator(
    stack.databases.admin,
    (sql) => sql<{ id: string }[]>`select id from app.tenants where slug = ${slug}`,
  )
  if (row === undefined) throw new Error(`The stack has no office ${slug}.`)
  return row.id
}
