import { test as base, expect } from '@playwright/test'
import type { BrowserContext, Page } from '@playwright/test'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { codeAt } from '@cmr/auth'
import { openDatabase } from '@cmr/db'
import type { Db } from '@cmr/db'
import { collectBreakage } from './page-faults.ts'
import { browserCookie, openSession } from './stack/open-session.ts'
import { PASSWORD, PEOPLE, SUPPORT, totpSecret } from './stack/people.ts'

export interface Stack {
  readonly origin: string
  /** Everything the service keeps on disk: its logs, objects, temporary files. */
  readonly folder: string
  /** Addresses as `cmr_auth` and as the server's administrator. */
  readonly databases: { readonly auth: string; readonly admin: string }
  /** Ids of the people of `people.ts`, by their addresses. */
  readonly users: Readonly<Record<string, string>>
  /** Process of the web server. */
  readonly webPid: number
  /** Path of a sample file: "history.csv". */
  file(name: string): string
  /** A code of somebody's authenticator app that was not used yet; waits for one when all at hand were. */
  code(email: string): Promise<string>
}

export type Person = keyof typeof PEOPLE | 'support'

interface Fixtures {
  /**
   * A page of a browser context of its own in which a person is signed in, in a session of its own. The test fails
   * when the security policy stopped something on it or a script of ours failed.
   */
  readonly signIn: (person: Person) => Promise<Page>
}

interface WorkerFixtures {
  readonly stack: Stack
  /** The accounts' database, as `cmr_auth`. */
  readonly auth: Db
}

const START = fileURLToPath(new URL('./stack/start-stack.ts', import.meta.url))
const WEB_FOLDER = fileURLToPath(new URL('..', import.meta.url))

export const test = base.extend<Fixtures, WorkerFixtures>({
  stack: [
    // Playwright tells a fixture's needs from this pattern.
    async ({}, use) => {
      const child = spawn(process.execPath, ['--import', 'tsx', START], {
        cwd: WEB_FOLDER,
        stdio: ['pipe', 'pipe', 'inherit'],
      })
      const [line] = (await Promise.race([
        once(createInterface(child.stdout), 'line'),
        once(child, 'exit').then(([code]) => Promise.reject(new Error(`The stack ended with ${String(code)}.`))),
      ])) as [string]
      const { totpKey, ...stack } = JSON.parse(line) as Omit<Stack, 'file' | 'code'> & { totpKey: string }
      await use({ ...stack, file: (name) => join(stack.folder, 'files', name), code: unusedCodes(totpKey) })
      child.kill('SIGTERM')
      await once(child, 'exit')
    },
    { scope: 'worker', timeout: 300_000 },
  ],

  auth: [
    async ({ stack }, use) => {
      const options = { max: 1, applicationName: 'browser tests', statementTimeoutMs: 30_000 }
      const auth = openDatabase({ ...options, url: stack.databases.auth })
      await use(auth)
      await auth.close()
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ stack }, use) => use(stack.origin),

  signIn: async ({ auth, browser, stack }, use) => {
    const opened: { readonly context: BrowserContext; readonly broken: readonly string[] }[] = []
    await use(async (person) => {
      const context = await browser.newContext({ baseURL: stack.origin })
      const cookie = await openSession(auth, stack.users[emailOf(person)] ?? '', stack.origin)
      await context.addCookies([browserCookie(cookie, stack.origin)])
      const page = await context.newPage()
      opened.push({ context, broken: collectBreakage(page) })
      await page.goto('/')
      await page.getByRole('button', { name: 'Sign out' }).waitFor()
      return page
    })
    for (const { context } of opened) await context.close()
    expect(opened.flatMap(({ broken }) => broken)).toEqual([])
  },
})

export { expect }

export const emailOf = (person: Person) => (person === 'support' ? SUPPORT.email : PEOPLE[person].email)

/** Signs somebody in as they would: password, terms, code of their authenticator app. */
export async function signInByHand(page: Page, stack: Stack, email: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(PASSWORD)
  await page.getByText('I have read this and agree').click()
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByLabel('Code of your authenticator app').fill(await stack.code(email))
  await page.getByRole('button', { name: 'Confirm' }).click()
}

const STEP_MILLISECONDS = 30_000

/** Codes of authenticator apps. The service takes the next one, too, and none twice. */
function unusedCodes(totpKey: string): Stack['code'] {
  const used = new Map<string, number>()
  return async (email) => {
    const step = Math.max(Math.floor(Date.now() / STEP_MILLISECONDS), (used.get(email) ?? 0) + 1)
    used.set(email, step)
    const wait = (step - 1) * STEP_MILLISECONDS - Date.now()
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait + 100))
    return codeAt(totpSecret(totpKey, email), new Date(step * STEP_MILLISECONDS))
  }
}

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
  await expect(page.getByRole('heading', { name: 'Answers are ready' })).toBeVisible({ timeout: 120_000 })
}
