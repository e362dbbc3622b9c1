import { readFile } from 'node:fs/promises'
import { expect, sendFiles, test, waitForAnswers } from './fixtures.ts'
import { expectAccessible } from './page-faults.ts'
import { BROKEN_LINE } from './stack/sample-files.ts'

test('A short line is set aside with its line and reason, and everything else is done', async ({ signIn, stack }) => {
  const page = await signIn('analyst')
  await sendFiles(page, stack, ['short-line.csv'])
  await expectAccessible(page)
  await waitForAnswers(page)
  await expectAccessible(page)
  await page.reload()
  const file = page.getByRole('list', { name: 'Files of this batch' }).getByRole('listitem')
  await expect(file).toContainText('Read completely')
  await expect(file).toContainText('301 lines = 1 header + 299 loaded + 1 set aside')
  await page.getByRole('link', { name: 'See what was set aside' }).click()
  const row = page.getByRole('table').getByRole('row').nth(1)
  await expect(row).toContainText('short-line.csv')
  await expect(row).toContainText(String(BROKEN_LINE))
  await expect(row).toContainText('It has another number of fields than the file has columns.')
  await expectAccessible(page)
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download the list' }).click(),
  ])
  expect(await readFile(await download.path(), 'utf8')).toContain(
    `short-line.csv,${BROKEN_LINE},${BROKEN_LINE},wrong-field-count,`,
  )
})

test('A file mostly of another county is read, with a warning', async ({ signIn, stack }) => {
  const page = await signIn('analyst')
  await sendFiles(page, stack, ['mixed.csv'])
  await waitForAnswers(page)
  await page.reload()
  const file = page
    .getByRole('list', { name: 'Files of this batch' })
    .getByRole('listitem')
    .filter({ hasText: 'mixed.csv' })
  await expect(file.getByRole('alert')).toContainText('Most rows name Los Angeles')
  await expect(file).toContainText('Counties in the file: Los Angeles (')
})

test('A file of another county is not accepted and names the counties it holds', async ({ signIn, stack }) => {
  const page = await signIn('analyst')
  await sendFiles(page, stack, ['elsewhere.csv'])
  await expect(page.getByText('This batch could not be finished')).toBeVisible({ timeout: 120_000 })
  await expect(page.getByRole('alert').filter({ hasText: 'elsewhere.csv was not accepted' })).toContainText(
    'Los Angeles',
  )
})

test('A wrong option is refused beside its field, and nothing is saved', async ({ signIn }) => {
  const page = await signIn('analyst')
  await page.getByRole('link', { name: 'Policy' }).click()
  const age = page.getByLabel('The person has reached this age')
  await age.fill('30')
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('link', { name: /The person has reached this age: .*from 40 to 65/ }).click()
  await expect(age).toBeFocused()
  await expect(age).toHaveValue('30')
  await age.fill('50')
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await expect(page.getByText(/Saved. Version \d+ is now your office’s policy/)).toBeVisible()
  await expect(age).toHaveValue('50')
})

test('A contest without a ground of the statute is refused beside the choice that lacks it', async ({ signIn }) => {
  const page = await signIn('neighbor')
  await page.getByRole('link', { name: 'Policy' }).click()
  const contest = page.getByRole('checkbox', { name: 'Contest where the sentence is still running' })
  await page.getByText('Contest where the sentence is still running', { exact: true }).click()
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await page.getByRole('link', { name: /^Ground for: contest where the sentence .*needs a statutory ground/ }).click()
  const ground = page.getByLabel('Ground for: contest where the sentence is still running')
  await expect(ground).toBeFocused()
  await expect(contest).toBeChecked()
  await ground.selectOption('Unreasonable risk of danger to public safety')
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await expect(page.getByText(/Saved. Version \d+ is now your office’s policy/)).toBeVisible()
})

test('The policy can be saved without JavaScript', async ({ browser, signIn, stack }) => {
  const signedIn = await signIn('third')
  await sendFiles(signedIn, stack, ['fresno.csv'])
  await waitForAnswers(signedIn)
  const context = await browser.newContext({
    baseURL: stack.origin,
    javaScriptEnabled: false,
    storageState: await signedIn.context().storageState(),
  })
  const page = await context.newPage()
  await page.goto('/fresno/policy')
  await page.getByRole('link', { name: 'Fill in the form from “Sacramento, 2019”' }).click()
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await expect(page.getByText(/Saved. Version \d+/)).toBeVisible()
  await page.goto('/fresno/runs')
  await page.getByRole('rowheader').first().getByRole('link').click()
  await page.getByRole('link', { name: 'Quality of the data' }).click()
  await expect(page.getByText('Balances', { exact: true })).toBeVisible()
  await page.goto('/fresno/results')
  await page.getByRole('button', { name: /^Convicted/ }).click()
  await expect(page.getByRole('columnheader', { name: 'Convicted' })).toHaveAttribute('aria-sort', 'ascending')
  await page.getByRole('rowheader').first().getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Convictions' })).toBeVisible()
  await context.close()
})
