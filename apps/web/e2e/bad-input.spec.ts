import { expect, sendFiles, test, waitForAnswers } from './fixtures.ts'
import { BROKEN_LINE } from './stack/sample-files.ts'

test('A file with a short line says which file, which line and what to do, while the other file is done', async ({
  signIn,
  stack,
}) => {
  const page = await signIn('third')
  await sendFiles(page, stack, ['fresno.csv', 'broken.csv'])
  await waitForAnswers(page)
  await page.reload()
  const files = page.getByRole('list', { name: 'Files of this batch' })
  const broken = files.getByRole('listitem').filter({ hasText: 'broken.csv' })
  await expect(broken.getByRole('alert')).toContainText('broken.csv was not accepted')
  await expect(broken.getByRole('alert')).toContainText(`Line ${BROKEN_LINE} has 94 fields where 95 are expected`)
  await expect(broken.getByRole('alert')).toContainText('Use the file exactly as the state sent it')
  await expect(files.getByRole('listitem').filter({ hasText: 'fresno.csv' })).toContainText('Read completely')
  await expect(page.getByText('1 file was not accepted; the others are done.')).toBeVisible()
})

test('A file of another county is not accepted and names the counties it holds', async ({ signIn, stack }) => {
  const page = await signIn('analyst')
  await sendFiles(page, stack, ['elsewhere.csv'])
  await expect(page.getByText('This batch could not be finished')).toBeVisible({ timeout: 60_000 })
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
  await page.getByRole('link', { name: /The person has reached this age: .*between 40 and 65/ }).click()
  await expect(age).toBeFocused()
  await expect(age).toHaveValue('30')
  await age.fill('50')
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await expect(page.getByText(/Saved. Version \d+ is now your office’s policy/)).toBeVisible()
  await expect(age).toHaveValue('50')
})

test('The policy can be saved without JavaScript', async ({ browser, signIn, stack }) => {
  const signedIn = await signIn('third')
  const context = await browser.newContext({
    baseURL: stack.origin,
    javaScriptEnabled: false,
    storageState: await signedIn.context().storageState(),
  })
  const page = await context.newPage()
  await page.goto('/fresno/policy')
  await page.getByRole('link', { name: /Reduce all four sections, no further reasons/ }).click()
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await expect(page.getByText(/Saved. Version \d+/)).toBeVisible()
  await page.goto('/fresno/results')
  await page.getByRole('button', { name: /^Convicted/ }).click()
  await expect(page.getByRole('columnheader', { name: 'Convicted' })).toHaveAttribute('aria-sort', 'ascending')
  await page.getByRole('rowheader').first().getByRole('link').click()
  await expect(page.getByRole('heading', { name: 'Convictions' })).toBeVisible()
  await context.close()
})
