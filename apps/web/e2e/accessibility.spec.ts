import type { Locator } from '@playwright/test'
import { emailOf, expect, sendFiles, test, waitForAnswers } from './fixtures.ts'
import { expectAccessible } from './page-faults.ts'
import { PASSWORD } from './stack/people.ts'

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
  const reach = async (target: Locator) => {
    await expect(target).toBeVisible()
    for (let tries = 0; tries < 60; tries++) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await page.keyboard.press('Tab')
    }
    throw new Error('It cannot be reached with the keyboard.')
  }
  // Where focus begins depends on whether the scripts had loaded when the form was sent.
  await expect(page.getByRole('heading', { level: 1, name: 'Confirm that it is you' })).toBeVisible()
  await reach(page.getByLabel('Code of your authenticator app'))
  await page.keyboard.type(await stack.code(emailOf('keyboard')))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Contra Costa County District Attorney' })).toBeVisible()

  const press = async (role: 'link' | 'button', name: string | RegExp) => {
    await reach(page.getByRole(role, { name }).first())
    await page.keyboard.press('Enter')
  }
  await page.waitForLoadState('networkidle')
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
  await page.goto('/contra-costa/files/new')
  await page.getByLabel('Files from the state').setInputFiles(stack.file('narrow.csv'))
  await expect(page.getByText('Arrived, checksums equal')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Check and confirm' }).click()
  await expect(page.getByRole('heading', { name: 'Check and confirm' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Confirm and start' }).click()
  await waitForAnswers(page)
  await page.setViewportSize({ width: 320, height: 800 })
  for (const address of ['', '/files', '/files/new', '/runs', '/results', '/policy']) {
    await page.goto(`/contra-costa${address}`)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect([address, overflow]).toEqual([address, 0])
  }
})
