import { readFile } from 'node:fs/promises'
import { expect, sendFiles, test, waitForAnswers } from './fixtures.ts'
import { SAMPLE_ROWS } from './stack/sample-files.ts'

test('A county takes a file from upload to answers', async ({ signIn, stack }) => {
  const page = await signIn('analyst')
  await expect(page.getByRole('heading', { level: 1, name: 'Contra Costa County District Attorney' })).toBeVisible()

  await sendFiles(page, stack, ['history.csv'])
  const stage = page.getByText(/^(Stage \d of 6|All stages complete)/)
  const seen: number[] = []
  while (!(await stage.innerText()).startsWith('All')) {
    seen.push(Number(/\d/.exec(await stage.innerText())?.[0] ?? 6))
    await page.waitForTimeout(50)
  }
  expect(seen).toEqual(seen.toSorted((one, other) => one - other))
  await waitForAnswers(page)
  await page.reload()
  await expect(page.getByText('All stages complete')).toBeVisible()
  await expect(page.getByText(`${SAMPLE_ROWS.toLocaleString('en-US')} rows of data`)).toBeVisible()

  await page.getByRole('link', { name: 'See every conviction' }).click()
  const table = page.getByRole('table')
  await expect(table).toBeVisible()
  const sentence = await page.getByRole('status').filter({ hasText: 'convictions' }).innerText()
  const all = Number(/of ([\d,]+) convictions/.exec(sentence)?.[1]?.replaceAll(',', ''))
  expect(all).toBeGreaterThan(10)

  await page.getByText('Filter and search').click()
  await page.getByLabel('Offense begins with').fill('11359')
  await page.getByRole('button', { name: 'Apply filters' }).click()
  await expect(page).toHaveURL(/literal=11359/)
  await expect(
    page.getByRole('status').filter({ hasText: /\d+ of [\d,]+ convictions · offense begins with 11359/ }),
  ).toBeVisible()
  const offenses = await table.getByRole('row').locator('td:first-of-type').allInnerTexts()
  expect(offenses.every((offense) => offense.trim().startsWith('11359'))).toBe(true)

  const name = await table.getByRole('rowheader').first().getByRole('link').innerText()
  await table.getByRole('rowheader').first().getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await expect(page).not.toHaveURL(/TESTPERSON/i)
  await expect(page).not.toHaveTitle(/TESTPERSON/i)
  const authority = page.getByRole('list', { name: 'Authority' }).first()
  await expect(authority.getByRole('link').first()).toHaveText(/Health & Safety Code § 1136\d/)
  await expect(page.getByRole('table', { name: 'Data used' }).first()).toContainText('history.csv, line')

  await page.getByRole('link', { name: 'Runs', exact: true }).click()
  await page.getByRole('rowheader').first().getByRole('link').click()
  const figures = page.getByRole('region', { name: 'Convictions in the county' })
  const figure = async (label: string) =>
    Number(
      (await figures.getByText(label, { exact: true }).locator('xpath=following-sibling::dd').innerText()).replaceAll(
        ',',
        '',
      ),
    )
  const [felonies, others] = [await figure('Felonies'), await figure('Misdemeanors and infractions')]
  expect(felonies + others).toBe(all)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /^Prop64_Results/ }).click(),
  ])
  expect(download.suggestedFilename()).toBe('Prop64_Results.csv')
  const lines = (await readFile(await download.path(), 'latin1')).trimEnd().split('\n')
  expect(lines.length - 1).toBe(all)
})

test('A search by name finds the person and leaves no name in the address', async ({ signIn, stack }) => {
  const page = await signIn('analyst')
  await sendFiles(page, stack, ['search.csv'])
  await waitForAnswers(page)
  await page.getByRole('link', { name: 'See every conviction' }).click()
  const name = await page.getByRole('rowheader').first().getByRole('link').innerText()
  await page.getByText('Filter and search').click()
  await page.getByLabel('Name begins with').fill(name)
  await page.getByRole('button', { name: 'Search by name' }).click()
  await expect(page.getByRole('button', { name: /name begins with .*, remove this filter/ })).toBeVisible()
  await expect(page.getByRole('rowheader').first().getByRole('link')).toHaveText(name)
  expect(page.url()).not.toContain('TESTPERSON')
  await page.getByRole('button', { name: 'Offense', exact: false }).first().click()
  await expect(page.getByRole('columnheader', { name: 'Offense' })).toHaveAttribute('aria-sort', 'ascending')
  expect(page.url()).not.toContain('TESTPERSON')
})

test('An office changes its policy and evaluates the same file again', async ({ signIn, stack }) => {
  const page = await signIn('third')
  await page.getByRole('link', { name: 'Policy' }).click()
  await page.getByRole('link', { name: /^Dismiss all four sections/ }).click()
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await expect(page.getByText(/Saved. Version \d+/)).toBeVisible()
  await sendFiles(page, stack, ['fresno-again.csv'])
  await waitForAnswers(page)
  const batch = page.url()
  await page.getByRole('link', { name: 'Summary and result files' }).click()
  await expect(page.getByRole('region', { name: 'Felonies dismissed by section' })).toBeVisible()
  const first = page.url()

  await page.getByRole('link', { name: 'Policy', exact: true }).click()
  await page.getByRole('link', { name: /^Reduce all four sections, no further reasons/ }).click()
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await expect(page.getByText(/Saved. Version \d+/)).toBeVisible()
  await page.goto(batch)
  await page.getByRole('button', { name: 'Evaluate again with the current policy' }).click()
  await expect(page.getByRole('button', { name: 'Evaluate again with the current policy' })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Evaluate again with the current policy' })).toBeVisible({
    timeout: 60_000,
  })
  await page.getByRole('link', { name: 'Summary and result files' }).click()
  await expect(page.getByRole('region', { name: 'Felonies reduced by section' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'Felonies dismissed by section' })).toBeHidden()
  expect(page.url()).not.toBe(first)
})
