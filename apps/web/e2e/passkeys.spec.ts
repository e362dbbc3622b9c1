import { emailOf, expect, test } from './fixtures.ts'
import { PASSWORD } from './stack/people.ts'

test('A passkey is set up, confirms a sign-in, and is taken away again', async ({ signIn }) => {
  const page = await signIn('auditor')
  // A key of Chromium's own, in the place of a device of the person.
  const device = await page.context().newCDPSession(page)
  await device.send('WebAuthn.enable')
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'No passkey' })).toBeVisible()
  await page.getByRole('link', { name: 'Add or replace a factor' }).click()
  await page.getByLabel('Name it').fill('Test laptop')
  // Whoever does not show a finger or a PIN gets no passkey.
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await page.getByRole('button', { name: 'Set up a passkey' }).click()
  await expect(page.getByText('The device made no passkey.')).toBeVisible()
  await device.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
  await page.getByRole('button', { name: 'Set up a passkey' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Your second factor is set up' })).toBeVisible()
  await page.goto('/account')
  await expect(page.getByRole('table', { name: 'Passkeys' })).toContainText('Test laptop')

  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await page.getByLabel('E-mail address').fill(emailOf('auditor'))
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByText('I have read this and agree').click()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Confirm that it is you' })).toBeVisible()
  expect((await page.request.get('/contra-costa/runs', { maxRedirects: 0 })).status()).toBe(302)
  await page.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Contra Costa County District Attorney' })).toBeVisible()

  await page.goto('/account')
  await expect(page.getByRole('table', { name: 'Sessions' })).toContainText('passkey')
  await page.getByRole('button', { name: 'Remove Test laptop' }).click()
  await expect(page.getByRole('heading', { name: 'No passkey' })).toBeVisible()
})
