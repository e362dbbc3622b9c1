import { evaluateFiles, type RunOutcome } from '../evaluate/evaluate-files.ts'
import { describeOutcome, outcomeLine } from '../evaluate/describe-outcome.ts'
import { readCall } from '../evaluate/read-call.ts'
import type { Command } from '../command.ts'
import { EXIT, type ExitCode } from '../exit-codes.ts'
import { Progress } from '../progress.ts'

export const evaluateCommand: Command = {
  help: `
Usage: cmr evaluate --jurisdiction ID [--ruleset ID] [--profile ID] --county NAME --as-of DATE [--now DATE]
                    [--options FILE | --preset NAME] [--option KEY=VALUE]... --out DIR [--any-county] [--threads N]
                    FILE...

Evaluates every conviction in the files and writes the ruleset's result files and reports. The files never leave this
machine. Give them as the state sent them.

  --jurisdiction ID   the state, such as us-xx
  --ruleset ID        the relief program to evaluate; the state's first when left out
  --profile ID        its variant, where it has several
  --county NAME       the office's county, such as "SAN JOAQUIN"
  --as-of DATE        the day the law and the records are read as of, YYYY-MM-DD
  --now DATE          the day counts of the last years end at; the as-of date when left out
  --options FILE      the office's choices, as JSON
  --preset NAME       a named set of choices instead; the ruleset's first when neither is given
  --option KEY=VALUE  one choice on top of these; may be repeated
  --out DIR           the folder for the results; made when there is none
  --any-county        go on with a file of which no row names the county
  --threads N         processor cores to use for large files; when left out all there are, but no more than 4

Most rulesets take all files of a call as one record set: a person in several of them is one person, lines that cannot
be read are set aside and named in set-aside.csv, and nothing is written when one file is refused. Reference rulesets
take each file alone, as the software they reproduce did, and refuse it for one line that cannot be read.

Writes for each result file of the ruleset NAME.csv, or NAME_1.csv, NAME_2.csv and so on for several inputs; the report
as JSON; ledger.json, which accounts for every line; for a record set also set-aside.csv and quality.json. When an input
was refused there is no report, and errors.json says why. What an earlier run left in the folder under the same names is
replaced.

On a terminal progress is one line. Otherwise progress is JSON lines on standard error, and standard output gets one
JSON line at the end. Messages for people stand on standard error in both cases.

Exit codes: 0 done, 2 wrong call, 3 an input was refused, 5 done with lines set aside, 69 something is not available,
70 a bug, 130 stopped.
`,

  async run(args, terminal) {
    const request = await readCall(args)
    const twice = request.files.filter((file, i) => request.files.indexOf(file) < i)
    for (const file of new Set(twice)) {
      terminal.err.write(`cmr: warning: ${file} is named more than once.\n`)
    }
    const outcome = await evaluateFiles(request, new Progress(terminal.err), terminal.signal)
    for (const file of outcome.files) {
      if ('refused' in file) terminal.err.write(`cmr: ${file.file}: ${file.refused.message}\n`)
    }
    terminal.out.write(terminal.out.isTTY === true ? describeOutcome(outcome) : outcomeLine(outcome))
    return exitCodeOfRun(outcome)
  },
}

function exitCodeOfRun({ files, errors }: RunOutcome): ExitCode {
  if (errors !== undefined) return EXIT.inputRefused
  return files.some((file) => 'setAside' in file && file.setAside > 0) ? EXIT.linesSetAside : EXIT.done
}
