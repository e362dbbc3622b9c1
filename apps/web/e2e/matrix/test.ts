import { test as base } from '../fixtures.ts'
import { fillCounty } from './county-data.ts'
import type { Owned } from './county-data.ts'
import { readManifest } from './manifest.ts'
import type { Manifest } from './manifest.ts'
import { makeVisitors, NOBODY } from './people.ts'
import type { Visitor } from './people.ts'

export const OURS = 'contra-costa'
export const THEIRS = 'los-angeles'
/** In every record of a county, and nowhere else. */
export const OUR_CANARY = 'CANARYONE'
const THEIR_CANARY = 'CANARYTWO'

export interface Counties {
  /** Somebody of every role of both counties, and of every kind of staff. */
  readonly visitors: readonly Visitor[]
  readonly ours: Owned
  readonly theirs: Owned
  /** Our county's person of a role, or the staff person of a kind. */
  member(role: string): Visitor
}

/** Tests over all routes: two counties that have records, and the list of the routes. */
export const test = base.extend<object, { counties: Counties; manifest: Manifest }>({
  counties: [
    async ({ stack }, use) => {
      const visitors = await makeVisitors(stack, [OURS, THEIRS])
      const find = (slug: string | null, role: string) =>
        visitors.find((one) => one.slug === slug && (one.role === role || one.staff === role))
      const member = (role: string) => find(OURS, role) ?? find(null, role) ?? NOBODY
      const theirAnalyst = find(THEIRS, 'analyst') ?? NOBODY
      const [ours, theirs] = await Promise.all([
        fillCounty(stack, member('analyst'), 'matrix.csv', OUR_CANARY),
        fillCounty(stack, theirAnalyst, 'matrix-two.csv', THEIR_CANARY),
      ])
      await use({ visitors, ours, theirs, member })
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  // Playwright tells a fixture's needs from this pattern.
  manifest: [async ({}, use) => use(readManifest()), { scope: 'worker' }],
})
