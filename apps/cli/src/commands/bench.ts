import { AppError } from '@cmr/errors'
import { jurisdictions } from '@cmr/registry'
import { z } from 'zod'
import { type BenchRequest, benchGroups } from '../bench/bench-groups.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { parseCall, wholeNumber } from '../parse-call.ts'

const groupNames = Object.keys(benchGroups)

const schema = z.object({
  rows: wholeNumber(1000, 100_000_000).optional(),
  files: z.array(z.enum(groupNames, { error: `is not a group of figures. There are: ${groupNames.join(', ')}.` })),
})

/** The first ruleset whose files can be made up. */
function chooseSubject(): Omit<BenchRequest, 'rows'> {
  for (const jurisdiction of jurisdictions) {
    const made = new Set(jurisdiction.intake.filter(({ synthesize }) => synthesize !== undefined).map(({ id }) => id))
    const ruleset = jurisdiction.rulesets.find(({ format }) => made.has(format))
    if (ruleset !== undefined) return { jurisdiction, ruleset }
  }
  throw new AppError('NOT_FOUND', 'No jurisdiction has a generator of synthetic files.', {
    details: { reason: 'no-synthetic-files' },
  })
}

export const benchCommand: Command = {
  help: `
Usage: cmr bench [GROUP...] [--rows N]

Measures speed and memory on a synthetic file and prints one JSON line a figure:
{"bench","value","unit","limit","limitValue","ratio","ok"}. Limits that depend on the machine are measured in the
same run. The exit code is 0 also when a figure misses its limit: "ok" says so.

  GROUP     which figures: ${groupNames.join(', ')}; all of them when left out
  --rows N  rows of the synthetic file, instead of each group's own number
`,

  async run(args, terminal) {
    const call = parseCall('bench', args, { rows: { type: 'string' } }, schema)
    const subject = chooseSubject()
    for (const name of call.files.length === 0 ? groupNames : call.files) {
      const group = benchGroups[name]
      if (group === undefined) continue
      const measure = await group.load()
      for await (const figure of measure({ ...subject, rows: call.rows ?? group.rows })) {
        terminal.out.write(JSON.stringify(figure) + '\n')
      }
    }
    return EXIT.done
  },
}
