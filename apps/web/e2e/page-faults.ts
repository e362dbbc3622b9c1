import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from '@playwright/test'

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** Serious and critical findings about the page as it stands, each as one line. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ['violations'] })
    .withTags(TAGS)
    // Pages of ours hold no frames: one pass in the page is all, and no second page is opened for it.
    .setLegacyMode(true)
    .analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${new URL(page.url()).pathname}: ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`,
    )
}

/** Fails when the page as it stands keeps somebody out. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await accessibilityFindings(page)).toEqual([])
}

/** What the security policy stopped and what the page's own scripts got wrong from now on, each as one line. */
export function collectBreakage(page: Page): string[] {
  const broken: string[] = []
  const here = () => new URL(page.url()).pathname
  page.on('pageerror', (error) => broken.push(`${here()}: ${error.message}`))
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to|Minified React error|Hydration/i.test(message.text()))
      broken.push(`${here()}: ${message.text()}`)
  })
  return broken
}
