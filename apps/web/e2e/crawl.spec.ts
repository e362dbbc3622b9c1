import { hasPermission } from '@cmr/auth'
import type { Permission } from '@cmr/auth'
import type { Page } from '@playwright/test'
import { expect } from './fixtures.ts'
import { atOnce } from './matrix/at-once.ts'
import { PAGE_HEADERS } from './matrix/headers.ts'
import type { Route } from './matrix/manifest.ts'
import { NOBODY } from './matrix/people.ts'
import type { Visitor } from './matrix/people.ts'
import { addressOf, queryOf } from './matrix/samples.ts'
import { OURS, test } from './matrix/test.ts'
import { accessibilityFindings, collectBreakage } from './page-faults.ts'
import { browserCookie } from './stack/open-session.ts'

const AT_ONCE = 3

function isFor({ access, needs }: Route, { role, staff, cookie }: Visitor): boolean {
  if (access === 'public') return cookie === ''
  if (access === 'account') return role === 'admin'
  if (access === 'staff') return staff !== null && needs.split(', ').includes(staff)
  // Safe: the manifest repeats the permission the route declares.
  return role !== null && hasPermission({ kind: 'user', userId: '', roles: [role] }, needs as Permission)
}

/** What the browser still holds of what it was shown. */
const keptIn = (page: Page) =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases()
    const caches_ = 'caches' in window ? await caches.keys() : []
    return JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      databases,
      caches_,
      document.cookie,
    ])
  })

test('every page in Chromium: no violation of the policy, a fresh nonce, nothing kept in the browser, no serious finding', async ({
  browser,
  counties: { member, ours },
  manifest: { routes },
  stack,
}) => {
  test.setTimeout(600_000)
  const pages = routes.filter(({ page, does }) => page && does === 'read')
  const faults: string[] = []
  const nonces: string[] = []
  const walk = async (visitor: Visitor) => {
    const context = await browser.newContext({ baseURL: stack.origin })
    if (visitor.cookie !== '') await context.addCookies([browserCookie(visitor.cookie, stack.origin)])
    const page = await context.newPage()
    const broken = collectBreakage(page)
    // One page that is refused stands for all of them: the words and the frame around them are the same.
    const refused = pages.find((route) => route.access === 'tenant' && !isFor(route, visitor))
    for (const route of pages.filter((one) => one === refused || isFor(one, visitor))) {
      const address = addressOf(route.path, OURS, ours) + queryOf(route, ours)
      const response = await page.goto(address, { waitUntil: 'load' })
      const headers = (await response?.allHeaders()) ?? {}
      expect([address, headers]).toEqual([address, expect.objectContaining(PAGE_HEADERS)])
      const policy = headers['content-security-policy'] ?? ''
      expect([address, policy]).toEqual([
        address,
        expect.stringMatching(/^default-src 'none'; script-src 'nonce-[^']+' 'strict-dynamic'/),
      ])
      expect(policy).not.toMatch(/unsafe|\*|data:/)
      nonces.push(/'nonce-([^']+)'/.exec(policy)?.[1] ?? '')
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
      const found = [...(await accessibilityFindings(page)), ...broken.splice(0)]
      faults.push(...found.map((fault) => `${route.path} as ${visitor.name}: ${fault}`))
    }
    expect(await keptIn(page)).not.toMatch(/CANARY|TESTPERSON|\.csv/)
    await context.close()
  }
  const walkers = ['admin', 'attorney', 'auditor', 'support', 'operator'].map(member)
  await atOnce(AT_ONCE, [...walkers, NOBODY], walk)
  expect(faults).toEqual([])
  expect(new Set(nonces).size).toBe(nonces.length)
  console.log(`figure: ${nonces.length} pages in Chromium, 0 violations, ${new Set(nonces).size} nonces`)
})
