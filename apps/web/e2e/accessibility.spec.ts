import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { emailOf, expect, sendFiles, test, waitForAnswers } from './fixtures.ts'
import { PASSWORD } from './stack/people.ts'

/** Serious and critical findings, each as one line. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${new URL(page.url()).pathname}: ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    )
}

/** What the content security policy stopped, and errors of the pages' own scripts. */
function collectBreakage(page: Page): string[] {
  const broken: string[] = []
  const here = () => new URL(page.url()).pathname
  page.on('pageerror', (error) => broken.push(`${here()}: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy|Minified React error|Hydration/i.test(message.text()))
      broken.push(`${here()}: ${message.text()}`)
  })
  return broken
}

test('No page has a serious finding, and the security policy stops nothing of ours', async ({
  page,
  signIn,
  stack,
}) => {
  test.slow()
  const signInBreakage = collectBreakage(page)
  await page.goto('/sign-in')
  const found = await findings(page)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible()
  found.push(...(await findings(page)))

  const stranger = await signIn('neighbor')
  for (const address of ['', '/files', '/files/new', '/runs', '/results', '/policy', '/nowhere']) {
    await stranger.goto(`/los-angeles${address}`)
    found.push(...(await findings(stranger)))
  }
  const analyst = await signIn('analyst')
  const breakage = collectBreakage(analyst)
  await sendFiles(analyst, stack, ['pages.csv', 'broken.csv'])
  found.push(...(await findings(analyst)))
  await waitForAnswers(analyst)
  found.push(...(await findings(analyst)))
  for (const name of ['Home', 'Files', 'Runs', 'People and results', 'Policy']) {
    await analyst.getByRole('link', { name, exact: true }).click()
    await expect(analyst.getByRole('heading', { level: 1 })).toBeVisible()
    found.push(...(await findings(analyst)))
  }
  await analyst.getByRole('link', { name: 'Runs', exact: true }).click()
  await analyst.getByRole('rowheader').first().getByRole('link').click()
  await expect(analyst.getByRole('heading', { name: 'How it was made' })).toBeVisible()
  found.push(...(await findings(analyst)))
  await analyst.getByRole('link', { name: 'Quality of the data' }).click()
  await expect(analyst.getByRole('heading', { level: 1, name: 'Quality of the data' })).toBeVisible()
  found.push(...(await findings(analyst)))
  await analyst.getByRole('link', { name: 'See what was set aside' }).click()
  await expect(analyst.getByRole('heading', { level: 1, name: 'Set aside' })).toBeVisible()
  found.push(...(await findings(analyst)))
  await analyst.goto('/contra-costa/runs')
  await analyst.getByRole('rowheader').first().getByRole('link').click()
  await expect(analyst.getByRole('heading', { name: 'How it was made' })).toBeVisible()
  const run = new URL(analyst.url()).pathname
  await analyst.getByRole('list', { name: 'Result files' }).getByRole('link').first().click()
  await expect(analyst.getByRole('heading', { name: 'Hand over a file' })).toBeVisible()
  found.push(...(await findings(analyst)))
  await analyst.goto(`${run}/changes`)
  await expect(analyst.getByRole('heading', { level: 1, name: 'Old answers against new' })).toBeVisible()
  found.push(...(await findings(analyst)))
  await analyst.goto('/contra-costa/policy?preset=san-joaquin-2019')
  await expect(analyst.getByText('Not saved yet')).toBeVisible()
  found.push(...(await findings(analyst)))
  await analyst.goto('/contra-costa/results?literal=113')
  found.push(...(await findings(analyst)))
  await analyst.getByRole('rowheader').first().getByRole('link').click()
  await expect(analyst.getByRole('heading', { name: 'Convictions' })).toBeVisible()
  found.push(...(await findings(analyst)))
  await analyst.goto('/contra-costa/files/new')
  await analyst.getByLabel('Files from the state').setInputFiles(stack.file('narrow.csv'))
  await expect(analyst.getByText('Arrived, checksums equal')).toBeVisible()
  found.push(...(await findings(analyst)))
  await analyst.getByRole('link', { name: 'Check and confirm' }).click()
  await expect(analyst.getByRole('heading', { name: 'Check and confirm' })).toBeVisible()
  found.push(...(await findings(analyst)))

  const auditor = await signIn('auditor')
  for (const address of ['/files/new', '/runs', '/policy']) {
    await auditor.goto(`/contra-costa${address}`)
    found.push(...(await findings(auditor)))
  }
  const support = await signIn('support')
  found.push(...(await findings(support)))
  await support.goto('/support/request')
  found.push(...(await findings(support)))
  const admin = await signIn('admin')
  const settings = ['', '/users', '/permissions', '/support', '/sign-in', '/keys', '/retention', '/leaving']
  const activity = ['', '/releases', '/review', '?action=person.view']
  for (const address of [
    ...settings.map((page) => `/contra-costa/settings${page}`),
    ...activity.map((page) => `/contra-costa/activity${page}`),
    '/account',
    '/account/password',
    '/confirm',
    '/join',
    '/reset-password',
    '/sign-in/set-up',
  ]) {
    await admin.goto(address)
    await expect(admin.getByRole('heading', { level: 1 })).toBeVisible()
    found.push(...(await findings(admin)))
  }
  await admin.getByRole('button', { name: 'Set up an authenticator app' }).click()
  await expect(admin.getByRole('img', { name: /QR code/ })).toBeVisible()
  found.push(...(await findings(admin)))
  await admin.goto('/contra-costa/settings/users')
  await admin.getByRole('rowheader').first().getByRole('link').click()
  await expect(admin.getByRole('heading', { name: 'Training and agreement' })).toBeVisible()
  found.push(...(await findings(admin)))

  expect(found).toEqual([])
  expect([...signInBreakage, ...breakage]).toEqual([])
})

test('Signing in and sorting the table need the keyboard only', async ({ page, signIn, stack }) => {
  const owner = await signIn('analyst')
  await sendFiles(owner, stack, ['keyboard.csv'])
  await waitForAnswers(owner)

  await page.goto('/sign-in')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to main content' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('E-mail address')).toBeFocused()
  await page.keyboard.type(emailOf('keyboard'))
  await page.keyboard.press('Tab')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Confirm that it is you' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.type(await stack.code(emailOf('keyboard')))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Contra Costa County District Attorney' })).toBeVisible()

  const press = async (role: 'link' | 'button', name: string | RegExp) => {
    const target = page.getByRole(role, { name }).first()
    await expect(target).toBeVisible()
    for (let tries = 0; tries < 60; tries++) {
      if (await target.evaluate((element) => element === document.activeElement)) return page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
    }
    throw new Error(`${String(name)} cannot be reached with the keyboard`)
  }
  await press('link', 'People and results')
  await expect(page.getByRole('heading', { level: 1, name: 'People and results' })).toBeFocused()
  await press('button', /^Convicted/)
  await expect(page.getByRole('columnheader', { name: 'Convicted' })).toHaveAttribute('aria-sort', 'ascending')
  await expect(page.getByRole('status').filter({ hasText: 'Sorted by' })).toHaveText('Sorted by Convicted, ascending')
  await press('button', /^Convicted/)
  await expect(page.getByRole('columnheader', { name: 'Convicted' })).toHaveAttribute('aria-sort', 'descending')
})

test('Pages fit a narrow screen; only the table scrolls sideways', async ({ signIn, stack }) => {
  const page = await signIn('analyst')
  await sendFiles(page, stack, ['narrow.csv'])
  await waitForAnswers(page)
  await page.setViewportSize({ width: 320, height: 800 })
  for (const address of ['', '/files', '/files/new', '/runs', '/results', '/policy']) {
    await page.goto(`/contra-costa${address}`)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect([address, overflow]).toEqual([address, 0])
  }
})
