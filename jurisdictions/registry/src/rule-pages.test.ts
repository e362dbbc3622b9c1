import { type FixtureName, rulePage } from '@cmr/conformance'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { jurisdictions } from './index.ts'

const REPOSITORY = join(import.meta.dirname, '../../..')

interface NamedCase {
  readonly name: string
  readonly shows?: string
}
interface FixtureFile {
  readonly rules?: readonly { readonly rule: string; readonly cases: readonly NamedCase[] }[]
  readonly cases?: readonly NamedCase[]
}

/** The fixtures of one file. A file of another form, such as a table of old answers, has none that are named. */
function namesIn(ruleset: string, file: string, text: string): FixtureName[] {
  const content = parse(text, { merge: true }) as FixtureFile | readonly NamedCase[]
  const of = ({ name, shows }: NamedCase, rule?: string): FixtureName => ({
    ruleset,
    file,
    name,
    ...(shows === undefined ? {} : { shows }),
    ...(rule === undefined ? {} : { rule }),
  })
  if (Array.isArray(content)) return (content as readonly NamedCase[]).map((one) => of(one))
  const { rules = [], cases = [] } = content as FixtureFile
  return [...rules.flatMap(({ rule, cases: own }) => own.map((one) => of(one, rule))), ...cases.map((one) => of(one))]
}

function fixturesOf(id: string): FixtureName[] {
  const folder = join(REPOSITORY, 'jurisdictions', id, 'fixtures')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .sort()
    .flatMap((ruleset) =>
      readdirSync(join(folder, ruleset))
        .filter((file) => file.endsWith('.yaml'))
        .sort()
        .flatMap((file) => namesIn(ruleset, file, readFileSync(join(folder, ruleset, file), 'utf8'))),
    )
}

describe('the pages of rules', () => {
  // `npm run generate` writes them: this test with --update.
  it.each(jurisdictions.map((jurisdiction) => [jurisdiction.id, jurisdiction] as const))(
    'of %s says what the rules and fixtures say',
    async (id, jurisdiction) => {
      const page = rulePage(jurisdiction, fixturesOf(id))
      for (const ruleset of jurisdiction.rulesets) expect(page).toContain(ruleset.title)
      await expect(page).toMatchFileSnapshot(join(REPOSITORY, 'docs/rules', `${id}.md`))
    },
  )
})
