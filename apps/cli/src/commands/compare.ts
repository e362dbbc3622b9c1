import { compile, findComparison, findFormat, findRuleset } from '@cmr/engine'
import { mkdir, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type ChosenOptions, chooseOptions } from '../choose-options.ts'
import type { Command } from '../command.ts'
import { type ComparedSide, compareFiles } from '../compare/compare-files.ts'
import { comparisonText } from '../compare/comparison-text.ts'
import { DifferencesFile } from '../compare/differences-file.ts'
import { outputError } from '../file-error.ts'
import { parseCall, required, wrongCall } from '../parse-call.ts'
import { PartialFile } from '../partial-file.ts'
import { Progress } from '../progress.ts'
import { refuseFiles } from '../record-set/refuse-files.ts'
import { warnSetAside } from '../record-set/warn-set-aside.ts'
import { dateFlag, programSpec, readRules, type RulesCall, rulesFields, rulesFlags } from '../rules-call.ts'

const schema = z.object({
  ...rulesFields,
  before: required('--before RULESET/PROFILE'),
  'before-as-of': dateFlag.optional(),
  'before-options': z.string().optional(),
  'before-preset': z.string().optional(),
  'before-option': z.array(z.string()).optional(),
  options: z.string().optional(),
  preset: z.string().optional(),
  option: z.array(z.string()).optional(),
  out: required('--out results'),
})

const flags = {
  ...rulesFlags,
  before: { type: 'string' },
  'before-as-of': { type: 'string' },
  'before-options': { type: 'string' },
  'before-preset': { type: 'string' },
  'before-option': { type: 'string', multiple: true },
  options: { type: 'string' },
  preset: { type: 'string' },
  option: { type: 'string', multiple: true },
  out: { type: 'string' },
} as const

/** The earlier rules, over the same files and county. */
function rulesBefore(rules: RulesCall, named: string, asOf: string | undefined): RulesCall {
  const [id = '', profile] = named.split('/')
  const ruleset = findRuleset(rules.jurisdiction, id, profile)
  return { ...rules, ruleset, format: findFormat(rules.jurisdiction, ruleset), asOf: asOf ?? rules.asOf }
}

function sideOf(rules: RulesCall, { raw }: ChosenOptions): ComparedSide {
  const { ruleset, format, county, asOf, anyCounty, threads, files: paths } = rules
  const { gathers } = ruleset
  return {
    program: compile(ruleset, { options: raw, asOf, county }),
    source: { spec: programSpec(rules, raw), gathers, format, paths, anyCounty, threads },
  }
}

function describe({ ruleset: { id, profile, title }, asOf }: RulesCall, { label }: ChosenOptions) {
  return { ruleset: id, profile: profile ?? null, title, asOf, options: label }
}

function refuseOverwriting(files: readonly string[], outputs: readonly string[]): void {
  const replaced = new Set(outputs.map((path) => resolve(path)))
  const file = files.find((path) => replaced.has(resolve(path)))
  if (file === undefined) return
  throw wrongCall('compare', `${file} would be replaced by a report of the same name. Give another --out folder.`)
}

async function writeReport(path: string, report: unknown): Promise<void> {
  const file = await PartialFile.create(path)
  try {
    await file.write(Buffer.from(JSON.stringify(report, null, 2) + '\n'))
    await file.finish()
  } catch (error) {
    await file.discard()
    throw error
  }
}

export const compareCommand: Command = {
  help: `
Usage: cmr compare --before RULESET[/PROFILE] [--before-options FILE | --before-preset NAME]
                   [--before-option KEY=VALUE]... [--before-as-of DATE]
                   --jurisdiction ID [--ruleset ID] --county NAME --as-of DATE
                   [--options FILE | --preset NAME] [--option KEY=VALUE]... --out DIR FILE...

Evaluates the same files under an earlier ruleset and under today's, and says for each conviction with another answer
what changed and why: a defect of the earlier software by its number, the law, or the office's policy.

  --before RULESET[/PROFILE]   the earlier ruleset
  --before-options FILE        its options, as JSON
  --before-preset NAME         a named set of them instead; the first when neither is given
  --before-option KEY=VALUE    one of them on top; may be repeated
  --before-as-of DATE          the day it was run; the as-of date when left out
  --jurisdiction ID            the state, such as us-xx
  --ruleset ID                 today's ruleset; the state's first when left out
  --county NAME                the office's county
  --as-of DATE                 the day the law and the records are read as of, YYYY-MM-DD
  --options, --preset, --option   the office's choices today, in the same way
  --out DIR                    the folder for the reports; made when there is none
  --any-county                 go on with a file of which no row names the county
  --threads N                  processor cores to use for large files

Writes comparison.json (counts by cause, with both answers) and differences.csv (one line a conviction: file, line,
case, both answers, cause, citations). Both appear when they are complete.

Exit codes: 0 done, 2 wrong call, 3 a file was refused, 5 done, but rows were set aside, 69 something is not available, 70 a bug, 130 stopped.
`,

  async run(args, terminal) {
    const call = parseCall('compare', args, flags, schema)
    const rules = readRules('compare', call)
    const earlier = rulesBefore(rules, call.before, call['before-as-of'])
    const comparison = findComparison(rules.jurisdiction, earlier.ruleset.id, rules.ruleset.id)
    const callBefore = {
      options: call['before-options'],
      preset: call['before-preset'],
      option: call['before-option'],
    }
    const optionsBefore = await chooseOptions('compare', earlier.ruleset, callBefore, '--before-options')
    const options = await chooseOptions('compare', rules.ruleset, call)
    const request = { comparison, before: sideOf(earlier, optionsBefore), after: sideOf(rules, options) }
    const paths = { comparison: join(call.out, 'comparison.json'), differences: join(call.out, 'differences.csv') }
    refuseOverwriting(rules.files, Object.values(paths))
    try {
      await mkdir(call.out, { recursive: true })
    } catch (error) {
      throw outputError(error, call.out)
    }
    await Promise.all(Object.values(paths).map((path) => rm(path, { force: true })))
    const begun = performance.now()
    return refuseFiles(terminal, rules.files, async () => {
      const differences = await DifferencesFile.create(paths.differences)
      try {
        const reading = { progress: new Progress(terminal.err), signal: terminal.signal }
        const counts = await compareFiles(request, reading, differences)
        const { jurisdiction, county } = rules
        await writeReport(paths.comparison, {
          ...{ jurisdiction: jurisdiction.id, version: jurisdiction.version, county },
          ...{ before: describe(earlier, optionsBefore), after: describe(rules, options) },
          ...counts,
        })
        await differences.finish()
        const seconds = (performance.now() - begun) / 1000
        const line = { result: 'done', ...paths, people: counts.people, convictions: counts.convictions, seconds }
        terminal.out.write(
          terminal.out.isTTY === true ? comparisonText(counts, Object.values(paths)) : JSON.stringify(line) + '\n',
        )
        return warnSetAside(
          terminal,
          counts.files.reduce((sum, { setAside }) => sum + setAside, 0),
        )
      } catch (error) {
        await differences.discard()
        throw error
      }
    })
  },
}
