import { test as base, expect } from '@playwright/test'
import type { Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { PASSWORD, PEOPLE, SUPPORT } from './stack/people.ts'

export interface Stack {
  readonly origin: string
  /** Path of a sample file: "history.csv". */
  file(name: string): string
}

type Person = keyof typeof PEOPLE | 'support'

interface Fixtures {
  /** Signs a person in on a page of their own browser context. */
  readonly signIn: (person: Person) => Promise<Page>
}

const START = fileURLToPath(new URL('./stack/start-stack.ts', import.meta.url))
const WEB_FOLDER = fileURLToPath(new URL('..', import.meta.url))

export const test = base.extend<Fixtures, { stack: Stack }>({
  stack: [
    // Playwright tells a fixture's needs from this pattern.
    async ({}, use) => {
      const child = spawn(process.execPath, ['--import', 'tsx', START], {
        cwd: WEB_FOLDER,
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      const [line] = (await Promise.race([
        once(createInterface(child.stdout), 'line'),
        once(child, 'exit').then(([code]) => Promise.reject(new Error(`The stack ended with ${String(code)}.`))),
      ])) as [string]
      const { origin, folder } = JSON.parse(line) as { origin: string; folder: string }
      await use({ origin, file: (name) => join(folder, 'files', name) })
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
    { scope: 'worker', timeout: 120_000 },
  ],

  baseURL: async ({ stack }, use) => use(stack.origin),

  signIn: async ({ browser, stack }, use) => {
    const contexts: Awaited<ReturnType<typeof browser.newContext>>[] = []
    await use(async (person) => {
      const context = await browser.newContext({ baseURL: stack.origin })
      contexts.push(context)
      const page = await context.newPage()
      await page.goto('/sign-in')
      await page.getByLabel('E-mail address').fill(person === 'support' ? SUPPORT.email : PEOPLE[person].email)
      await page.getByLabel('Password').fill(PASSWORD)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByRole('button', { name: 'Sign out' }).waitFor()
      return page
    })
    for (const context of contexts) await context.close()
  },
})

export { expect }

/** Sends files as an analyst does and confirms them; the page then shows the batch. */
export async function sendFiles(page: Page, stack: Stack, names: readonly string[]): Promise<void> {
  await page.getByRole('link', { name: 'Files', exact: true }).click()
  await page.getByRole('link', { name: 'Add files' }).click()
  await page.getByLabel('Files from the state').setInputFiles(names.map((name) => stack.file(name)))
  await expect(page.getByText('Arrived, checksums equal')).toHaveCount(names.length)
  await page.getByRole('link', { name: 'Check and confirm' }).click()
  await page.getByRole('button', { name: 'Confirm and start' }).click()
  await expect(page.getByRole('group', { name: 'Progress' })).toBeVisible()
}

/** Waits until the batch on the page has its answers. */
export async function waitForAnswers(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Answers are ready' })).toBeVisible({ timeout: 60_000 })
}
