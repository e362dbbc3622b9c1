import type { Ruleset } from '@cmr/jurisdiction'
import { setImmediate } from 'node:timers/promises'
import { z } from 'zod'
import { chooseOptions } from '../choose-options.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { parseCall } from '../parse-call.ts'
import { Progress } from '../progress.ts'
import { refuseFiles } from '../record-set/refuse-files.ts'
import { warnSetAside } from '../record-set/warn-set-aside.ts'
import { gatheredPaths } from '../record-set/with-people.ts'
import { dateFlag, programSpec, readRules, rulesFields, rulesFlags } from '../rules-call.ts'
import { evaluateOptions, type Variant, type VariantFigures } from '../what-if/evaluate-options.ts'
import { type LoadedSet, loadSet } from '../what-if/load-set.ts'
import { sideBySide, sideBySideText } from '../what-if/side-by-side.ts'

const schema = z.object({
  ...rulesFields,
  now: dateFlag.optional(),
  options: z.array(z.string()).optional(),
  preset: z.array(z.string()).optional(),
  json: z.boolean(),
})

const flags = {
  ...rulesFlags,
  now: { type: 'string' },
  options: { type: 'string', multiple: true },
  preset: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
} as const

/** The sets of options a call names, the ruleset's first preset before them; each once. */
async function variantsOf(ruleset: Ruleset, presets: readonly string[], paths: readonly string[]): Promise<Variant[]> {
  const [first = ''] = Object.keys(ruleset.presets)
  const calls = [...new Set([first, ...presets])].map((preset) => ({ preset, options: undefined }))
  const files = [...new Set(paths)].map((options) => ({ preset: undefined, options }))
  const variants: Variant[] = []
  for (const call of [...calls, ...files]) {
    const { label: id, raw: options } = await chooseOptions('what-if', ruleset, call)
    const label = call.preset === undefined ? id : (ruleset.presets[call.preset]?.label ?? id)
    variants.push({ id, label, options })
  }
  return variants
}

export const whatIfCommand: Command = {
  help: `
Usage: cmr what-if --jurisdiction ID [--ruleset ID] [--profile ID] --county NAME --as-of DATE [--now DATE]
                   [--preset NAME]... [--options FILE]... [--json] FILE...

Reads the files once and evaluates them under several sets of options. Prints the ruleset's figures side by side, with
the difference to the first: the ruleset's own first preset, which is always shown.

  --jurisdiction ID   the state, such as us-xx
  --ruleset ID        the relief program; the state's first when left out
  --profile ID        its variant, where it has several
  --county NAME       the office's county
  --as-of DATE        the day the law and the records are read as of, YYYY-MM-DD
  --now DATE          the day counts of the last years end at; the as-of date when left out
  --preset NAME       a named set of choices; may be repeated
  --options FILE      choices as JSON; may be repeated
  --json              JSON also on a terminal
  --any-county        go on with a file of which no row names the county
  --threads N         processor cores to use for large files

Nothing is written to disk.

Exit codes: 0 done, 2 wrong call, 3 a file was refused, 5 done, but rows were set aside, 69 something is not available, 70 a bug, 130 stopped.
`,

  async run(args, terminal) {
    const call = parseCall('what-if', args, flags, schema)
    const rules = readRules('what-if', call)
    const { ruleset, format, county, asOf, files } = rules
    const { gathers } = ruleset
    const variants = await variantsOf(ruleset, call.preset ?? [], call.options ?? [])
    const spec = programSpec(rules, variants[0]?.options)
    const source = { spec, gathers, format, anyCounty: rules.anyCounty, threads: rules.threads }
    const reading = { progress: new Progress(terminal.err), signal: terminal.signal }
    const sets: LoadedSet[] = []
    for (const paths of gatheredPaths(gathers, files)) {
      const code = await refuseFiles(terminal, paths, async () => {
        sets.push(await loadSet({ ...source, paths }, reading))
        return EXIT.done
      })
      if (code !== EXIT.done) return code
    }
    const run = { ruleset, county, asOf, now: call.now ?? asOf }
    const results: VariantFigures[] = []
    for (const variant of variants) {
      results.push(evaluateOptions(run, sets, variant))
      await setImmediate()
      terminal.signal.throwIfAborted()
    }
    const rows = sideBySide(results)
    const setAside = sets.reduce((sum, set) => sum + set.setAside, 0)
    const report = {
      result: 'done',
      ...{ ruleset: ruleset.id, profile: ruleset.profile ?? null, county, asOf },
      subjects: sets.reduce((sum, { set }) => sum + set.subjectCount, 0),
      setAside,
      variants: results.map(({ id, label, seconds }) => ({ id, label, seconds })),
      figures: rows,
    }
    const isForPerson = terminal.out.isTTY === true && !call.json
    terminal.out.write(
      isForPerson ? sideBySideText(results, rows, terminal.out.columns ?? 80) : JSON.stringify(report) + '\n',
    )
    return warnSetAside(terminal, setAside)
  },
}
