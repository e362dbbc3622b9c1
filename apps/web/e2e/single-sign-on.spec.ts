import { openProvider } from '@cmr/auth/test'
import type { Browser, Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'
import type { Stack } from './fixtures.ts'
import { makeVisitors, NOBODY } from './matrix/people.ts'
import type { Visitor } from './matrix/people.ts'
import { PASSWORD } from './stack/people.ts'

const OFFICE = { slug: 'alpine', name: 'Alpine County District Attorney' }

/** A page of a browser of their own in which somebody is signed in with a password and a second factor. */
async function pageOf(browser: Browser, stack: Stack, visitor: Visitor): Promise<Page> {
  const [name = '', value = ''] = visitor.cookie.split(/=(.*)/)
  const context = await browser.newContext({ baseURL: stack.origin })
  await context.addCookies([{ name, value, url: stack.origin }])
  return context.newPage()
}

const staffOf = (visitors: readonly Visitor[], kind: Visitor['staff']) =>
  visitors.find(({ staff }) => staff === kind) ?? NOBODY
const memberOf = (visitors: readonly Visitor[], role: Visitor['role']) =>
  visitors.find((one) => one.role === role && one.slug === OFFICE.slug) ?? NOBODY

test('An office is opened, signs in at its own provider, and lets nobody in with a password', async ({
  browser,
  stack,
}) => {
  const onboarding = await pageOf(browser, stack, staffOf(await makeVisitors(stack, []), 'onboarding'))
  await onboarding.goto('/support')
  await onboarding.getByRole('link', { name: 'Open an office' }).click()
  await onboarding.getByRole('button', { name: 'Open the office' }).click()
  await expect(onboarding.getByRole('alert')).toContainText('Enter the office’s name')
  await onboarding.getByLabel('Name of the office').fill(OFFICE.name)
  await onboarding.getByLabel('Its part of the address').fill('contra-costa')
  await onboarding.getByLabel('County', { exact: true }).selectOption('Alpine, California')
  await onboarding.getByLabel('Their name').fill('Ava Testperson')
  await onboarding.getByLabel('Their e-mail address').fill('ava@alpine.test')
  await onboarding.getByRole('button', { name: 'Open the office' }).click()
  await expect(onboarding.getByRole('alert')).toContainText('An office has this address already')
  await onboarding.getByLabel('Its part of the address').fill(OFFICE.slug)
  await onboarding.getByRole('button', { name: 'Open the office' }).click()
  await expect(onboarding.locator('.secret-text')).toContainText(`${stack.origin}/join#`)
  await onboarding.getByRole('link', { name: 'See the office' }).click()
  await expect(onboarding.getByText('Ava Testperson was invited; the invitation waits')).toBeVisible()

  const provider = await openProvider(`${stack.origin}/sign-in/${OFFICE.slug}/back`)
  await onboarding.getByRole('link', { name: 'Register its sign-in service' }).click()
  await onboarding.getByLabel('Issuer').fill(provider.issuer)
  await onboarding.getByLabel('Client id').fill(provider.client.id)
  await onboarding.getByRole('button', { name: 'Register' }).click()
  await expect(onboarding.getByRole('alert')).toContainText('Enter the client secret')
  await onboarding.getByLabel('Client secret').fill('mistyped')
  await onboarding.getByRole('button', { name: 'Register' }).click()
  await onboarding.getByRole('button', { name: 'Test the connection' }).click()
  await expect(onboarding.getByText('The provider does not take the client id and secret')).toBeVisible()
  await onboarding.getByLabel('Client secret').fill(provider.client.secret)
  await onboarding.getByRole('button', { name: 'Save' }).click()
  await expect(onboarding.getByText('Saved, and switched off.')).toBeVisible()
  await expect(onboarding.getByLabel('Client secret')).toHaveValue('')
  await onboarding.getByRole('button', { name: 'Test the connection' }).click()
  await expect(onboarding.getByText('The provider answers')).toBeVisible()
  await onboarding.reload()
  expect(await onboarding.content()).not.toContain(provider.client.secret)

  const admin = await pageOf(browser, stack, memberOf(await makeVisitors(stack, [OFFICE.slug]), 'admin'))
  await admin.goto(`/${OFFICE.slug}/settings`)
  await admin.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Your own sign-in' }).click()
  await admin.getByRole('button', { name: 'Switch it on' }).click()
  await expect(admin.getByRole('button', { name: 'Switch it off' })).toBeVisible()
  await admin.getByLabel('Domains of e-mail addresses').fill('alpine.test')
  await admin.getByText('Let nobody in with a password').click()
  await admin.getByRole('button', { name: 'Save' }).click()
  await expect(admin.getByRole('alert')).toContainText('Sign in through your own service first')
  await admin.getByText('Let nobody in with a password').click()
  await admin.getByRole('button', { name: 'Save' }).click()
  await expect(admin.getByText('Saved.')).toBeVisible()

  const context = await browser.newContext({ baseURL: stack.origin })
  const person = await context.newPage()
  const enter = async (email: string) => {
    provider.state.person = { sub: email, email, email_verified: true, name: 'Ava Testperson', amr: ['pwd', 'otp'] }
    await person.goto(`/sign-in/${OFFICE.slug}`)
    await person.getByRole('link', { name: 'sign in with my office' }).click()
  }
  await enter('ava@elsewhere.test')
  await expect(person.getByText('addresses of its own domains only')).toBeVisible()
  await expect(person.getByRole('link', { name: 'Begin again' })).toBeVisible()
  // The provider would remember them.
  await context.clearCookies()
  await enter('ava@alpine.test')
  // She holds the invitation of the first administrator; nobody has recorded her training yet.
  await expect(person.getByText('Signed in as Ava Testperson')).toBeVisible()
  await expect(person.getByRole('heading', { level: 1, name: 'You do not have access to this page' })).toBeVisible()
  await person.getByRole('link', { name: 'Settings', exact: true }).click()
  await person.getByRole('navigation', { name: 'Settings' }).getByRole('link', { name: 'Your own sign-in' }).click()
  await person.getByText('Let nobody in with a password').click()
  await person.getByRole('button', { name: 'Save' }).click()
  await expect(person.getByText('Saved.')).toBeVisible()
  await expect(person.getByLabel('Let nobody in with a password')).toBeChecked()

  await admin.reload()
  await expect(admin.getByRole('heading', { name: 'Sign in to Clear My Record' })).toBeVisible()
  const analyst = await pageOf(browser, stack, memberOf(await makeVisitors(stack, [OFFICE.slug]), 'analyst'))
  expect((await analyst.request.get(`/${OFFICE.slug}/runs`)).status()).toBe(404)
  await analyst.goto('/')
  await analyst.getByRole('link', { name: OFFICE.name }).click()
  await expect(analyst.getByText(`${OFFICE.name} signs in with its own account service.`)).toBeVisible()
  await provider.close()
})

test('An operator invites people of Code for America, gives them a part and switches them off', async ({
  browser,
  stack,
}) => {
  const visitors = await makeVisitors(stack, [])
  const operator = await pageOf(browser, stack, staffOf(visitors, 'operator'))
  const supporter = await pageOf(browser, stack, staffOf(visitors, 'support'))
  await supporter.goto('/support')
  await expect(supporter.getByRole('navigation', { name: 'Main' }).getByRole('link')).toHaveText([
    'Offices',
    'Request access',
  ])

  await operator.goto('/support')
  await operator.getByRole('link', { name: 'People', exact: true }).click()
  const invite = async (name: string) => {
    await operator.getByLabel('Their name').fill(name)
    await operator.getByLabel('Their e-mail address').fill(`${name.split(' ')[0]}@service.test`)
    await operator.getByLabel('What they do').selectOption('support')
    await operator.getByRole('button', { name: 'Make an invitation' }).click()
    await expect(operator.getByRole('heading', { name: `Invitation for ${name}` })).toBeVisible()
    return operator.locator('.secret-text').innerText()
  }
  const lost = await invite('Lost Testperson')
  await operator.getByRole('button', { name: 'Take back the invitation of Lost Testperson' }).click()
  await expect(operator.getByRole('table', { name: /^Invitations/ })).toContainText('taken back')

  const context = await browser.newContext({ baseURL: stack.origin })
  const page = await context.newPage()
  await page.goto(lost)
  await page.getByRole('button', { name: 'Open the invitation' }).click()
  await expect(page.getByRole('alert')).toContainText('This invitation was used, taken back')
  const link = await invite('Nell Testperson')
  await page.goto(link)
  await expect(page.getByLabel('Code of your invitation')).toHaveValue(link.split('#')[1] ?? '')
  await page.getByRole('button', { name: 'Open the invitation' }).click()
  await page.getByLabel('New password', { exact: true }).fill(PASSWORD)
  await page.getByLabel('New password, again').fill(PASSWORD)
  await page.getByRole('button', { name: 'Accept the invitation' }).click()
  await expect(page.getByRole('heading', { name: 'Sign in to Clear My Record' })).toBeVisible()

  await operator.goto('/support/people')
  await operator.getByRole('link', { name: 'Nell Testperson' }).click()
  await operator.getByLabel('Security training on').fill('2026-01-05')
  await operator.getByRole('button', { name: 'Save the days' }).click()
  await operator.getByLabel('Their part').selectOption('onboarding')
  await operator.getByRole('button', { name: 'Change the part' }).click()
  await operator.getByRole('button', { name: 'Switch this person off' }).click()
  await expect(operator.getByRole('button', { name: 'Switch this person on' })).toBeVisible()
  await operator.getByRole('link', { name: 'All people' }).click()
  const row = operator.getByRole('row', { name: /^Nell Testperson Onboarding/ })
  await expect(row).toContainText(/Switched off.*01\/05\/2026/)
})
