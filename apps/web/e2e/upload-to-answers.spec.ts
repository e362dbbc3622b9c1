import { readFile } from 'node:fs/promises'
import { expect, sendFiles, test, waitForAnswers } from './fixtures.ts'
import { expectAccessible } from './page-faults.ts'
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
  await expectAccessible(page)

  const name = await table.getByRole('rowheader').first().getByRole('link').innerText()
  await table.getByRole('rowheader').first().getByRole('link').click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  await expect(page).not.toHaveURL(/TESTPERSON/i)
  await expect(page).not.toHaveTitle(/TESTPERSON/i)
  const floor = page.getByRole('region', { name: 'Statutory floor' }).first()
  await expect(floor.getByRole('list', { name: 'Authority' }).getByRole('link').first()).toHaveText(
    /§ 113(57|58|59|60|61)/,
  )
  await expect(page.getByRole('region', { name: 'Office policy' }).first()).toContainText(
    /the statutory floor stands|Kinder than the floor|Same as the floor/,
  )
  await expect(page.getByRole('table', { name: 'Data used' }).first()).toContainText('history.csv, line')

  await page.getByRole('link', { name: 'Runs', exact: true }).click()
  await page.getByRole('rowheader').first().getByRole('link').click()
  const answers = page.getByRole('region', { name: 'Convictions by answer' }).getByRole('definition')
  await expect(answers.first()).toBeVisible()
  const counts = (await answers.allInnerTexts()).map((text) => Number(text.replaceAll(',', '')))
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all)

  await page.getByRole('link', { name: /^Prop64_Results/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Hand over a file' })).toBeVisible()
  await page.getByLabel('Who gets it').fill('The superior court')
  await page.getByLabel('What it is for').fill('Petitions of this month')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download the draft' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('DRAFT Prop64_Results.csv')
  const lines = (await readFile(await download.path(), 'latin1')).trimEnd().split('\n')
  expect(lines.length - 1).toBe(all)
})

test('What the file does not say is marked, in the table, on the person’s page and in the quality report', async ({
  signIn,
  stack,
}) => {
  const page = await signIn('analyst')
  await sendFiles(page, stack, ['presumed.csv'])
  await waitForAnswers(page)
  await page.getByRole('link', { name: 'Summary and result files' }).click()
  await page.getByRole('link', { name: 'Quality of the data' }).click()
  await expect(page.getByText('Balances', { exact: true })).toBeVisible()
  await expect(page.getByText(/[\d,]+ loaded = [\d,]+ held by [\d,]+ people/)).toBeVisible()
  const facts = page.getByRole('table', { name: /^Presumed facts/ })
  await expect(facts.getByRole('row').nth(1)).toContainText('the person')
  await expect(facts.getByRole('link').first()).toHaveText(/§ 11361.8/)
  const sentence = await page.getByText(/answers rest on at least one fact/).innerText()
  const presuming = Number(/^[\d,]+/.exec(sentence)?.[0].replaceAll(',', ''))

  await page.getByRole('link', { name: 'See these answers' }).click()
  await expect(page).toHaveURL(/presumed=yes/)
  await expect(page.getByRole('status').filter({ hasText: `${presuming.toLocaleString('en-US')} of` })).toContainText(
    'rests on a presumption',
  )
  const row = page.getByRole('table').getByRole('row').nth(1)
  await expect(row).toContainText(/(Eligible|Not eligible), presumed/)
  await expect(row).toContainText('Presumed: ')
  await row.getByRole('link').click()
  const presumption = page.getByText('The file does not say. The law presumes in favor of the person').first()
  await expect(presumption.getByRole('link').first()).toHaveText(/§/)
  await expect(page.getByText('Presumed by law').first()).toBeVisible()

  await expectAccessible(page)

  await page.emulateMedia({ media: 'print' })
  await expect(presumption).toBeVisible()
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden()
  await expect(page.getByText(/As of .* · prop64, version/)).toBeVisible()
})

test('A search by name finds the person and leaves no name in the address', async ({ signIn, stack }) => {
  const page = await signIn('analyst')
  await sendFiles(page, stack, ['search.csv'])
  await waitForAnswers(page)
  await page.getByRole('link', { name: 'See every conviction' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'convictions' })).toBeVisible()
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

test('An office starts from a preset, and evaluates the same file again with another', async ({ signIn, stack }) => {
  const page = await signIn('third')
  const choose = async (preset: string) => {
    await page.getByRole('link', { name: 'Policy', exact: true }).click()
    await page.getByRole('link', { name: `Fill in the form from “${preset}”` }).click()
    await expect(page.getByRole('status').filter({ hasText: `filled in from “${preset}”` })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Save as a new version' }).click()
    await expect(page.getByText(/Saved. Version \d+/)).toBeVisible()
  }
  const figure = async (label: string) => {
    const answers = page.getByRole('region', { name: 'Convictions by answer' })
    return Number(
      (await answers.getByText(label, { exact: true }).locator('xpath=following-sibling::dd').innerText()).replaceAll(
        ',',
        '',
      ),
    )
  }
  await page.getByRole('link', { name: 'Policy', exact: true }).click()
  const preset = page
    .getByRole('list', { name: 'Presets to start from' })
    .getByRole('listitem')
    .filter({ hasText: 'San Joaquin, 2019' })
  await expect(preset).toContainText('Source:')
  await preset.getByText(/^Would change \d choices$/).click()
  await expect(preset).toContainText('Also charges that marijuana charges were pleaded down to: No → Yes')
  await choose('Everything the statute allows')
  await sendFiles(page, stack, ['fresno-again.csv'])
  await waitForAnswers(page)
  const batch = page.url()
  await page.getByRole('link', { name: 'See every conviction' }).click()
  await page.getByText('Filter and search').click()
  await page.getByLabel('Office policy').selectOption('Granted by policy')
  await page.getByRole('button', { name: 'Apply filters' }).click()
  await expect(page).toHaveURL(/policy=improve/)
  await expect(page.getByRole('button', { name: /remove this filter/ })).toBeVisible()
  const row = page.getByRole('table').getByRole('row').nth(1)
  await expect(row).toContainText(/(Kinder than|Same as) the floor/)
  await row.getByRole('link').click()
  await expect(
    page
      .getByRole('region', { name: 'Office policy' })
      .filter({ hasText: /(Kinder than|Same as) the floor/ })
      .first(),
  ).toContainText('Dismiss and seal')
  await page.goto(batch)
  await page.getByRole('link', { name: 'Summary and result files' }).click()
  const generous = await figure('Dismiss and seal')
  const first = page.url()

  await choose('The statutory floor')
  await page.goto(batch)
  await page.getByRole('button', { name: 'Evaluate again with the current policy' }).click()
  await expect(page.getByRole('button', { name: 'Evaluate again with the current policy' })).toBeHidden()
  await expect(page.getByRole('button', { name: 'Evaluate again with the current policy' })).toBeVisible({
    timeout: 120_000,
  })
  await page.getByRole('link', { name: 'Summary and result files' }).click()
  expect(await figure('Dismiss and seal')).toBeLessThan(generous)
  expect(page.url()).not.toBe(first)
})

test('An office compares its answers with those of the earlier tools', async ({ signIn, stack }) => {
  const page = await signIn('analyst')
  await sendFiles(page, stack, ['compared.csv'])
  await waitForAnswers(page)
  const earlier = page.getByLabel('Compare with earlier answers')
  const choices = await earlier.getByRole('option').allInnerTexts()
  expect(choices[0]).toBe('Do not compare')
  const [chosen] = choices.filter((choice) => choice.includes('Los Angeles'))
  await earlier.selectOption({ label: chosen ?? '' })
  await page.getByRole('button', { name: 'Evaluate again with the current policy' }).click()
  await expect(earlier).toBeHidden()
  await expect(earlier).toBeVisible({ timeout: 120_000 })
  await page.getByRole('link', { name: 'Summary and result files' }).click()
  await page.getByRole('link', { name: 'Old answers against new' }).click()

  const figure = async (label: string) => {
    const value = page.getByText(label, { exact: true }).locator('xpath=following-sibling::dd')
    return Number((await value.innerText()).replaceAll(',', ''))
  }
  await expectAccessible(page)
  const different = await figure('Another answer')
  expect(different).toBeGreaterThan(0)
  expect((await figure('Same answer')) + different).toBe(await figure('Convictions compared'))
  const causes = page.getByRole('article')
  const counts = await causes.locator('.marks strong').allInnerTexts()
  expect(counts.reduce((sum, text) => sum + Number(text.replaceAll(/\D/g, '')), 0)).toBe(different)

  await causes.first().getByRole('link', { name: 'List these convictions' }).click()
  await expect(page).toHaveURL(/cause=/)
  const listed = page.getByRole('region', { name: 'Convictions of one cause' }).getByRole('row')
  await expect(listed).toHaveCount(1 + Math.min(50, Number(counts[0]?.replaceAll(/\D/g, ''))))
  await expect(listed.nth(1)).toContainText('compared.csv')
})
