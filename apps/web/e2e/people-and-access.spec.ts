import { codeAt } from '@cmr/auth'
import { asAdministrator } from '@cmr/db/embedded'
import type { Page } from '@playwright/test'
import { emailOf, expect, sendFiles, signInByHand, test, waitForAnswers } from './fixtures.ts'
import { expectAccessible } from './page-faults.ts'
import { PASSWORD, SUPPORT } from './stack/people.ts'

test('Somebody who is invited sets up a second factor, and sees records once trained', async ({
  browser,
  signIn,
  stack,
}) => {
  const admin = await signIn('admin')
  await admin.getByRole('link', { name: 'Settings', exact: true }).click()
  await admin.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'People' }).click()
  await admin.getByLabel('Name', { exact: true }).fill('Nora Testperson')
  await admin.getByLabel('E-mail address').fill('nora@contra-costa.test')
  await admin.getByRole('button', { name: 'Make an invitation' }).click()
  await expect(admin.getByText('Choose at least one role').first()).toBeVisible()
  await admin.getByText(/^Analyst:/).click()
  await admin.getByRole('button', { name: 'Make an invitation' }).click()
  const link = await admin.locator('.secret-text').innerText()
  expect(link).toContain(`${stack.origin}/join#`)

  const context = await browser.newContext({ baseURL: stack.origin })
  const page = await context.newPage()
  await page.goto(link)
  await expect(page.getByLabel('Code of your invitation')).toHaveValue(link.split('#')[1] ?? '')
  expect(page.url()).not.toContain('#')
  await page.getByRole('button', { name: 'Open the invitation' }).click()
  await expect(page.getByText('Contra Costa County District Attorney')).toBeVisible()
  await page.getByLabel('New password', { exact: true }).fill('password1')
  await page.getByLabel('New password, again').fill('password1')
  await page.getByRole('button', { name: 'Accept the invitation' }).click()
  await expect(page.getByRole('alert')).toContainText('list of commonly used ones')
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD)
  await page.getByLabel('New password, again').fill(PASSWORD)
  await page.getByRole('button', { name: 'Accept the invitation' }).click()
  await page.getByLabel('E-mail address').fill('nora@contra-costa.test')
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toContainText('say that you agree')
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByText('I have read this and agree').click()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Set up your second factor' })).toBeVisible()
  await page.goto('/contra-costa/files')
  await expect(page.getByRole('heading', { level: 1, name: 'Set up your second factor' })).toBeVisible()
  await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible()
  await expectAccessible(page)
  const secret = fromBase32(await page.locator('.secret-text').innerText())
  await page.getByLabel('Code of your authenticator app').fill('000000')
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('alert')).toContainText('The code is not right')
  await page.getByLabel('Code of your authenticator app').fill(codeAt(secret, new Date()))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10)
  await page.getByRole('link', { name: 'I have kept the codes; go on' }).click()

  await expect(page.getByText('records are closed to you').first()).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'You do not have access to this page' })).toBeVisible()
  await admin.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'People' }).click()
  await admin.getByRole('link', { name: 'Nora Testperson' }).click()
  const yesterday = new Date(Date.now() - 2 * 24 * 3_600_000).toISOString().slice(0, 10)
  await admin.getByLabel('Security training on').fill(yesterday)
  await admin.getByLabel('Security agreement signed on').fill(yesterday)
  // The field says the day before it is saved, too.
  await Promise.all([
    admin.waitForResponse((response) => response.request().method() === 'POST' && response.ok()),
    admin.getByRole('button', { name: 'Save the days' }).click(),
  ])
  await expect(admin.getByLabel('Security training on')).toHaveValue(yesterday)
  await page.reload()
  await expect(page.getByRole('heading', { level: 1, name: 'Files' })).toBeVisible()
  await context.close()
})

test('Support enters only as long as the office allows, under a banner, and the office sees it', async ({
  signIn,
  stack,
}) => {
  const support = await signIn('support')
  await support.getByRole('link', { name: 'Request access to Contra Costa County District Attorney' }).click()
  await support.getByLabel('What you have to look at, and why').fill('The import of Tuesday stands still')
  await support.getByLabel('Ticket').fill('TEST-7')
  await support.getByRole('button', { name: 'Send the request' }).click()
  await expect(support.getByRole('table', { name: /Your requests/ })).toContainText('Waits for the office')
  expect((await support.request.get('/contra-costa')).status()).toBe(404)

  const admin = await signIn('admin')
  await admin.goto('/contra-costa/settings/support')
  const request = admin.getByRole('article', { name: 'Request of Sam Testperson' })
  await expect(request).toContainText('The import of Tuesday stands still')
  await request.getByRole('button', { name: 'Approve' }).click()
  await expect(request.getByRole('button', { name: 'End this access now' })).toBeVisible()

  await support.reload()
  await support.getByRole('link', { name: 'Enter Contra Costa County District Attorney' }).click()
  const banner = support.getByRole('region', { name: 'Support access' })
  for (const name of ['Home', 'Files', 'Runs', 'People and results', 'Policy']) {
    await support.getByRole('navigation', { name: 'Main' }).getByRole('link', { name, exact: true }).click()
    await expect(banner).toContainText(/until \d+:\d+ [AP]M — The import of Tuesday stands still/)
  }
  await expectAccessible(support)
  await expect(support.getByRole('link', { name: 'Activity', exact: true })).toBeHidden()
  expect((await support.request.get('/contra-costa/settings/users')).status()).toBe(403)
  expect((await support.request.get('/los-angeles')).status()).toBe(404)
  await trainedOn(stack, SUPPORT.email, null)
  expect((await support.request.get('/contra-costa/results')).status()).toBe(403)
  await trainedOn(stack, SUPPORT.email, new Date(Date.now() - 2 * 24 * 3_600_000))
  expect((await support.request.get('/contra-costa/results')).status()).toBe(200)

  // The page leaves by itself: the stream of the session ends with the access.
  await Promise.all([
    support.waitForRequest((sent) => new URL(sent.url()).pathname === '/support'),
    request.getByRole('button', { name: 'End this access now' }).click(),
  ])
  expect((await support.request.get('/contra-costa/files')).status()).toBe(404)

  await admin.getByRole('link', { name: 'Activity', exact: true }).click()
  await admin.getByText('Filter', { exact: true }).click()
  await admin.getByText('Only what people of Code for America did').click()
  await admin.getByRole('button', { name: 'Apply filters' }).click()
  const log = admin.getByRole('table', { name: 'Activity, latest first' })
  await expect(log).toContainText('Sam Testperson (Code for America)')
  await expect(log.getByRole('row').nth(1)).toContainText(/Tried to enter as support.*Denied/)
})

test('A run is a draft until another attorney releases it; handing it over is written down', async ({
  signIn,
  stack,
}) => {
  const analyst = await signIn('analyst')
  await sendFiles(analyst, stack, ['released.csv'])
  await waitForAnswers(analyst)
  await analyst.getByRole('link', { name: 'Summary and result files' }).click()
  await expect(analyst.getByRole('heading', { name: 'Draft' })).toBeVisible()
  await expect(analyst.getByRole('button', { name: 'Release this run' })).toBeHidden()
  const run = new URL(analyst.url()).pathname

  const attorney = await signIn('attorney')
  await attorney.goto(run)
  await attorney.getByRole('button', { name: 'Release this run' }).click()
  await expect(attorney.getByText(/^Released .* Its files may be filed/)).toBeVisible()

  await analyst.reload()
  await analyst.getByRole('link', { name: /^All_Results\./ }).click()
  await analyst.getByLabel('Who gets it').fill('Records unit TEST')
  await analyst.getByLabel('What it is for').fill('Filing in court')
  await analyst.getByText('Safe for spreadsheets').click()
  const [download] = await Promise.all([
    analyst.waitForEvent('download'),
    analyst.getByRole('button', { name: 'Download the file' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('All_Results (spreadsheet).csv')

  const admin = await signIn('admin')
  await admin.goto('/contra-costa/activity/releases')
  const released = admin.getByRole('table', { name: 'Records handed over' }).getByRole('row').nth(1)
  await expect(released).toContainText('Records unit TEST')
  await expect(released).toContainText('Alma Testperson')
  await admin.goto('/contra-costa/activity/review')
  await admin.getByLabel('What you noticed (optional)').fill('Nothing unusual')
  await admin.getByRole('button', { name: /^Sign off entries/ }).click()
  await expect(admin.getByRole('table', { name: 'Sign-offs' })).toContainText('Nothing unusual')
})

test('A session says when it ends, and a page keeps what was typed until the person is back', async ({
  signIn,
  stack,
}) => {
  const page = await signIn('third')
  await page.clock.install()
  await page.goto('/fresno/policy')
  await page.getByLabel('Why this choice (optional)').fill('A note that nobody has saved')
  const warning = page.getByRole('dialog', { name: 'You are about to be signed out' })
  const over = page.getByRole('dialog', { name: 'You were signed out' })

  await idleFor(stack, emailOf('third'), '28 minutes')
  await page.clock.fastForward('28:00')
  await expect(warning).toBeVisible()
  await warning.getByRole('button', { name: 'Stay signed in' }).click()
  await expect(warning).toBeHidden()

  await idleFor(stack, emailOf('third'), '31 minutes')
  await page.clock.fastForward('28:00')
  await expect(over).toBeVisible()
  await expect(page.getByRole('heading', { level: 1, name: 'Policy', includeHidden: true })).toBeHidden()

  const [tab] = await Promise.all([
    page.context().waitForEvent('page'),
    over.getByRole('link', { name: 'Sign in again' }).click(),
  ])
  await signInByHand(tab, stack, emailOf('third'))
  await tab.getByRole('button', { name: 'Sign out' }).waitFor()
  await over.getByRole('button', { name: 'I have signed in' }).click()
  await expect(over).toBeHidden()
  await expect(page.getByLabel('Why this choice (optional)')).toHaveValue('A note that nobody has saved')
})

test('Signing in, an own account and signing out everywhere need no JavaScript', async ({ browser, signIn, stack }) => {
  const other = await signIn('neighbor')
  const context = await browser.newContext({ baseURL: stack.origin, javaScriptEnabled: false })
  const page = await context.newPage()
  await signInByHand(page, stack, emailOf('neighbor'))
  await expect(page.getByRole('heading', { level: 1, name: 'Los Angeles County District Attorney' })).toBeVisible()
  await page.goto('/account')
  await page.getByRole('button', { name: 'Make new recovery codes' }).click()
  const [code] = await page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem').allInnerTexts()
  await page.getByRole('button', { name: 'Sign out everywhere' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Clear My Record' })).toBeVisible()
  expect(new URL((await gone(other)).url()).pathname).toBe('/sign-in')

  await page.getByLabel('E-mail address').fill(emailOf('neighbor'))
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByText('I have read this and agree').click()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Use a recovery code instead').click()
  await page.getByLabel('Recovery code').fill(code ?? '')
  await page.getByRole('button', { name: 'Use this code' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Los Angeles County District Attorney' })).toBeVisible()
  await context.close()
})

async function gone(page: Page): Promise<Page> {
  await page.goto('/los-angeles')
  return page
}

/** Makes somebody's sessions look as if nothing had been done in them for so long. */
async function idleFor(stack: { databases: { admin: string } }, email: string, interval: string): Promise<void> {
  await asAdministrator(
    stack.databases.admin,
    (sql) => sql`
      update auth.sessions set last_user_activity_at = now() - ${interval}::interval
      where user_id = (select id from auth.users where email = ${email})`,
  )
}

/** Records the day of a staff person's security training, or that there was none. */
async function trainedOn(stack: { databases: { admin: string } }, email: string, on: Date | null): Promise<void> {
  const day = on === null ? null : on.toISOString().slice(0, 10)
  await asAdministrator(
    stack.databases.admin,
    (sql) => sql`update auth.users set training_on = ${day} where email = ${email}`,
  )
}

function fromBase32(text: string): Uint8Array {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text.replaceAll(/\s/g, '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0'))
  return Uint8Array.from(bits.join('').match(/.{8}/g) ?? [], (byte) => Number.parseInt(byte, 2))
}
