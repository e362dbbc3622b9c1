import { z } from 'zod'
import { benchGroups } from '../bench/bench-groups.ts'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { parseCall, wholeNumber } from '../parse-call.ts'

const groups = benchGroups()
const groupNames = [...groups.keys()]

const schema = z.object({
  rows: wholeNumber(1000, 100_000_000).optional(),
  large: z.boolean(),
  files: z.array(z.enum(groupNames, { error: `is not a group of figures. There are: ${groupNames.join(', ')}.` })),
})

export const benchCommand: Command = {
  help: `
Usage: cmr bench [GROUP...] [--rows N] [--large]

Measures speed and memory on a synthetic file and prints one JSON line a figure:
{"bench","value","unit","limit","limitValue","ratio","ok"}. Limits that depend on the machine are measured in the
same run. The exit code is 0 also when a figure misses its limit: "ok" says so.

  GROUP     which figures: ${groupNames.join(', ')}; all of them when left out
  --rows N  rows of the synthetic file, instead of each group's own number
  --large   measure the command line also on a file of five times as many rows; it needs 7 KB of disk for each of these
`,

  async run(args, terminal) {
    const flags = { rows: { type: 'string' }, large: { type: 'boolean', default: false } } as const
    const call = parseCall('bench', args, flags, schema)
    for (const name of call.files.length === 0 ? groupNames : call.files) {
      const group = groups.get(name)
      if (group === undefined) continue
      const { jurisdiction, ruleset } = group
      const request = { group: name, jurisdiction, ruleset, rows: call.rows ?? group.rows, large: call.large }
      const measure = await group.load()
      for await (const figure of measure(request)) terminal.out.write(JSON.stringify(figure) + '\n')
    }
    return EXIT.done
  },
}
