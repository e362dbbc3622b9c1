import type { Page } from '@playwright/test'
import { expect, sendFiles, test, waitForAnswers } from './fixtures.ts'
import { expectAccessible } from './page-faults.ts'

const UPLOAD = { 'Tus-Resumable': '1.0.0', 'Sec-Fetch-Site': 'same-origin' }

test('The second county finds none of it', async ({ signIn, stack }) => {
  const owner = await signIn('analyst')
  const events = owner.waitForRequest(/\/jobs\/[^/]+\/events$/)
  await sendFiles(owner, stack, ['second.csv'])
  await waitForAnswers(owner)
  const batch = new URL(owner.url()).pathname
  const job = new URL((await events).url()).pathname.replace(/\/events$/, '')
  await owner.getByRole('link', { name: 'See every conviction' }).click()
  await owner.getByRole('rowheader').first().getByRole('link').click()
  await expect(owner.getByRole('heading', { name: 'Convictions' })).toBeVisible()
  const person = new URL(owner.url()).pathname
  await owner.getByRole('link', { name: 'Runs', exact: true }).click()
  await owner.getByRole('rowheader').first().getByRole('link').click()
  await expect(owner.getByRole('heading', { name: 'Take away' })).toBeVisible()
  const run = new URL(owner.url()).pathname
  const download =
    (await owner
      .getByRole('link', { name: /^All_Results/ })
      .first()
      .getAttribute('href')) ?? ''
  const draft = await beginUpload(owner, stack)

  const stranger = await signIn('neighbor')
  await expectAccessible(stranger)
  await stranger.getByRole('link', { name: 'Files', exact: true }).click()
  await expect(stranger.getByRole('heading', { name: 'No files yet' })).toBeVisible()
  await expectAccessible(stranger)
  await stranger.getByRole('link', { name: 'Runs', exact: true }).click()
  await expect(stranger.getByRole('heading', { name: 'No runs yet' })).toBeVisible()
  await expectAccessible(stranger)
  await stranger.getByRole('link', { name: 'People and results' }).click()
  await expect(stranger.getByRole('heading', { name: 'No results yet' })).toBeVisible()
  await expectAccessible(stranger)

  const guessed = [
    batch,
    `${batch}/confirm`,
    run,
    person,
    download,
    `${job}/events`,
    `${job}/progress`,
    `/contra-costa/results?run=${run.split('/').at(-1)}`,
    `/contra-costa/files/new?batch=${draft.batch}`,
  ]
  for (const address of guessed) {
    for (const slug of ['contra-costa', 'los-angeles']) {
      const answer = await stranger.request.get(address.replace('contra-costa', slug))
      expect([answer.status(), address, slug]).toEqual([404, address, slug])
      expect(await answer.text()).not.toMatch(/TESTPERSON-|second\.csv/)
    }
  }
  for (const slug of ['contra-costa', 'los-angeles']) {
    const address = `/${slug}/uploads/${draft.upload}`
    expect((await stranger.request.head(address, { headers: UPLOAD })).status()).toBe(404)
    const patch = { ...UPLOAD, 'Upload-Offset': '0', 'Content-Type': 'application/offset+octet-stream' }
    expect((await stranger.request.patch(address, { headers: patch, data: 'x' })).status()).toBe(404)
    expect((await stranger.request.get(address, { headers: UPLOAD })).status()).toBe(405)
    const finish = { headers: UPLOAD, form: { fileId: draft.upload, sha256: '0'.repeat(64) } }
    expect((await stranger.request.post(`/${slug}/files/finish`, finish)).status()).toBe(404)
    expect((await stranger.request.post(`/${slug}/files/remove`, finish)).status()).toBe(404)
    expect(
      (await stranger.request.post(`${batch.replace('contra-costa', slug)}/confirm`, { headers: UPLOAD })).status(),
    ).toBe(404)
  }
  // The owner still finds all of it: the addresses above were real.
  for (const address of [batch, run, person, download, `${job}/progress`]) {
    expect([(await owner.request.get(address)).status(), address]).toEqual([200, address])
  }
  expect((await owner.request.head(`/contra-costa/uploads/${draft.upload}`, { headers: UPLOAD })).status()).toBe(200)
})

test('Somebody who is not signed in is asked to sign in, and brought back', async ({ page }) => {
  await page.goto('/contra-costa/runs')
  await expect(page.getByRole('heading', { name: 'Sign in to Clear My Record' })).toBeVisible()
  expect(new URL(page.url()).searchParams.get('to')).toBe('/contra-costa/runs')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'There is a problem' })).toBeVisible()
  await expectAccessible(page)
})

test('Support sees offices and their health, and no record', async ({ signIn }) => {
  const page = await signIn('support')
  await expect(page.getByRole('table', { name: 'Offices' })).toContainText('Contra Costa County District Attorney')
  for (const address of ['/contra-costa', '/contra-costa/results', '/los-angeles/files']) {
    expect((await page.request.get(address)).status()).toBe(404)
  }
})

test('A write that does not come from our own pages is refused and changes nothing', async ({ signIn, stack }) => {
  const page = await signIn('analyst')
  const headers: Record<string, string>[] = [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    {},
  ]
  for (const header of headers) {
    expect((await page.request.post('/sign-out', { headers: header })).status()).toBe(403)
    expect((await page.request.post('/contra-costa/files/new.data', { headers: header })).status()).toBe(403)
    expect(
      (await page.request.post('/contra-costa/uploads', { headers: { ...header, 'Tus-Resumable': '1.0.0' } })).status(),
    ).toBe(403)
  }
  expect((await page.request.post('/contra-costa/files/new.data', { headers: { Origin: stack.origin } })).ok()).toBe(
    true,
  )
  await page.reload()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
})

/** Announces a file of ten bytes in a new batch and sends none of them. */
async function beginUpload(page: Page, stack: { origin: string }): Promise<{ batch: string; upload: string }> {
  const base64 = (text: string) => Buffer.from(text).toString('base64')
  await page.goto('/contra-costa/files/new')
  await page
    .getByLabel('Files from the state')
    .setInputFiles({ name: 'draft.csv', mimeType: 'text/csv', buffer: Buffer.from('0123456789') })
  await page.waitForURL(/batch=/)
  const batch = new URL(page.url()).searchParams.get('batch') ?? ''
  const created = await page.request.post(`${stack.origin}/contra-costa/uploads`, {
    headers: {
      ...UPLOAD,
      'Upload-Length': '10',
      'Upload-Metadata': `batch ${base64(batch)},name ${base64('unfinished.csv')}`,
    },
  })
  expect(created.status()).toBe(201)
  return { batch, upload: created.headers()['location']?.split('/').at(-1) ?? '' }
}
