import { compile } from '@cmr/engine'
import { z } from 'zod'
import { chooseOptions } from '../choose-options.ts'
import type { Command } from '../command.ts'
import { explainPerson, type PersonView } from '../explain/explanation-view.ts'
import { explanationText, type RunView } from '../explain/explanation-text.ts'
import { EXIT } from '../exit-codes.ts'
import { parseCall, required } from '../parse-call.ts'
import { Progress } from '../progress.ts'
import { refuseFiles } from '../record-set/refuse-files.ts'
import { gatheredPaths, withPeople } from '../record-set/with-people.ts'
import { programSpec, readRules, rulesFields, rulesFlags } from '../rules-call.ts'

const schema = z.object({
  ...rulesFields,
  subject: required('--subject 10000001'),
  case: z.string().optional(),
  options: z.string().optional(),
  preset: z.string().optional(),
  option: z.array(z.string()).optional(),
  json: z.boolean(),
})

const flags = {
  ...rulesFlags,
  subject: { type: 'string' },
  case: { type: 'string' },
  options: { type: 'string' },
  preset: { type: 'string' },
  option: { type: 'string', multiple: true },
  json: { type: 'boolean', default: false },
} as const

export const explainCommand: Command = {
  help: `
Usage: cmr explain --subject ID [--case NUMBER] --jurisdiction ID [--ruleset ID] [--profile ID] --county NAME
                   --as-of DATE [--options FILE | --preset NAME] [--option KEY=VALUE]... [--json] FILE...

Finds one person in the files and says for each conviction what the answer is and why: what the statute compels and by
which rule, what the office's policy adds, every rule that was tried with what it looked at, and the lines of the files
this rests on. What the record does not say and the law presumes is marked.

  --subject ID        the person, by the source's own key
  --case NUMBER       only convictions of this case
  --jurisdiction ID   the state, such as us-xx
  --ruleset ID        the relief program; the state's first when left out
  --profile ID        its variant, where it has several
  --county NAME       the office's county
  --as-of DATE        the day the law and the records are read as of, YYYY-MM-DD
  --options FILE      the office's choices, as JSON
  --preset NAME       a named set of choices instead; the ruleset's first when neither is given
  --option KEY=VALUE  one choice on top of these; may be repeated
  --json              JSON also on a terminal
  --any-county        go on with a file of which no row names the county
  --threads N         processor cores to use for large files

The answer holds what the files say about a person. It goes to standard output and nowhere else.

Exit codes: 0 done, 2 wrong call, 3 a file was refused or nobody has this key, 69 something is not available,
70 a bug, 130 stopped.
`,

  async run(args, terminal) {
    const call = parseCall('explain', args, flags, schema)
    const rules = readRules('explain', call)
    const { jurisdiction, ruleset, format, county, asOf, files } = rules
    const { label, raw } = await chooseOptions('explain', ruleset, call)
    const program = compile(ruleset, { options: raw, asOf, county })
    const { gathers } = ruleset
    const reading = { progress: new Progress(terminal.err), signal: terminal.signal }
    const source = {
      spec: programSpec(rules, raw),
      gathers,
      format,
      anyCounty: rules.anyCounty,
      threads: rules.threads,
    }
    // Keys are compared byte by byte, as the files have them.
    const key = Buffer.from(call.subject).toString('latin1')
    const people: PersonView[] = []
    for (const paths of gatheredPaths(gathers, files)) {
      const code = await refuseFiles(terminal, paths, async () => {
        const entries = await withPeople({ ...source, paths }, reading, async (reader) => reader.find(key))
        if (entries !== undefined) {
          people.push(explainPerson({ program, format, paths, caseNumber: call.case }, entries))
        }
        return EXIT.done
      })
      if (code !== EXIT.done) return code
    }
    if (people.length === 0) {
      terminal.err.write('cmr: no row of these files has the key given with --subject. Check the key and the files.\n')
      return EXIT.inputRefused
    }
    const run: RunView = {
      ...{ jurisdiction: jurisdiction.id, version: jurisdiction.version },
      ...{ ruleset: ruleset.id, profile: ruleset.profile ?? null, title: ruleset.title },
      ...{ county, asOf, options: label },
    }
    const isForPerson = terminal.out.isTTY === true && !call.json
    terminal.out.write(
      isForPerson
        ? explanationText(run, people, terminal.out.columns ?? 80)
        : JSON.stringify({ result: 'explained', run, people }) + '\n',
    )
    return EXIT.done
  },
}
