import { findCounty } from '@cmr/engine'
import { AppError } from '@cmr/errors'
import type { IntakeFormat, Jurisdiction } from '@cmr/jurisdiction'
import { getJurisdiction, jurisdictions } from '@cmr/registry'
import { z } from 'zod'
import type { Command } from '../command.ts'
import { EXIT } from '../exit-codes.ts'
import { parseCall, required, wholeNumber, wrongCall } from '../parse-call.ts'
import { Progress } from '../progress.ts'
import { writeSynthetic } from '../synthetic-file.ts'

const schema = z.object({
  jurisdiction: z.string().optional(),
  county: required('--county "LOS ANGELES"'),
  rows: wholeNumber(1, 1_000_000_000),
  seed: wholeNumber(0, 2 ** 32 - 1),
  out: required('--out people.csv'),
  files: z.array(z.string()).max(0, { error: 'is not taken by this command; the file is named by --out' }),
})

/** The jurisdiction asked for, or the only one there is. */
function chooseJurisdiction(id: string | undefined): Jurisdiction {
  if (id !== undefined) return getJurisdiction(id)
  const [only, another] = jurisdictions
  if (only === undefined || another !== undefined) {
    throw wrongCall(
      'synth',
      `--jurisdiction is missing. There are: ${jurisdictions.map((known) => known.id).join(', ')}.`,
    )
  }
  return only
}

type Synthesize = NonNullable<IntakeFormat['synthesize']>

/** The first generator of synthetic files a jurisdiction offers. Throws NOT_FOUND when it has none. */
export function generatorOf(jurisdiction: Jurisdiction): Synthesize {
  for (const { synthesize } of jurisdiction.intake) if (synthesize !== undefined) return synthesize
  throw new AppError('NOT_FOUND', `${jurisdiction.name} has no generator of synthetic files.`, {
    details: { reason: 'no-synthetic-files' },
  })
}

export const synthCommand: Command = {
  help: `
Usage: cmr synth --county NAME --rows N --out FILE [--seed N] [--jurisdiction ID]

Writes a file of invented people in the layout of the state's bulk file. The same seed gives the same bytes.
Nobody in it is real; names and numbers are ones that cannot exist.

  --county NAME       the county the file is drawn for, such as "LOS ANGELES"
  --rows N            data rows, exactly; a header line comes on top
  --seed N            a whole number; 1 when left out
  --out FILE          the file to write; replaced when it exists
  --jurisdiction ID   which state's layout; may be left out while there is only one
`,

  async run(args, terminal) {
    const call = parseCall(
      'synth',
      args,
      {
        jurisdiction: { type: 'string' },
        county: { type: 'string' },
        rows: { type: 'string' },
        seed: { type: 'string', default: '1' },
        out: { type: 'string' },
      },
      schema,
    )
    const jurisdiction = chooseJurisdiction(call.jurisdiction)
    const synthesize = generatorOf(jurisdiction)
    const county = findCounty(jurisdiction, call.county)
    const progress = new Progress(terminal.err)
    const written = await writeSynthetic(
      synthesize({ county, rows: call.rows, seed: call.seed }),
      call,
      progress,
      terminal.signal,
    )
    const result = { result: 'done', file: call.out, rows: call.rows, seed: call.seed, ...written }
    terminal.out.write(
      terminal.out.isTTY === true
        ? `Wrote ${call.rows.toLocaleString('en-US')} rows of invented people to ${call.out}.\n`
        : JSON.stringify(result) + '\n',
    )
    return EXIT.done
  },
}
