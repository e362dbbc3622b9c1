import { sendFiles, test, waitForAnswers } from './fixtures.ts'
test('shot', async ({ signIn, stack }) => {
  test.slow()
  const page = await signIn('analyst')
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.goto('/contra-costa/policy?preset=san-joaquin-2019')
  await page.getByRole('button', { name: 'Save as a new version' }).click()
  await page.getByText(/Saved. Version/).waitFor()
  await page.screenshot({ path: `/tmp/shots/policy2.png`, fullPage: true })
  await sendFiles(page, stack, ['pages.csv'])
  await waitForAnswers(page)
  await page.getByRole('link', { name: 'See every conviction' }).click()
  await page.getByRole('table').waitFor()
  await page.screenshot({ path: `/tmp/shots/results2.png` })
  await page.getByRole('rowheader').nth(8).getByRole('link').click()
  await page.getByRole('heading', { name: 'Convictions' }).waitFor()
  await page.screenshot({
    path: `/tmp/shots/person2.png`,
    clip: { x: 0, y: 0, width: 1440, height: 2600 },
    fullPage: true,
  })
})
