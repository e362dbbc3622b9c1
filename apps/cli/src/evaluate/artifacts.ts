import { presumedFact, type Program } from '@cmr/engine'
import { type Ledger, totalOf } from '@cmr/intake'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PartialFile } from '../partial-file.ts'
import type { EvaluatedSet, SetInput } from './evaluate-set.ts'
import { ledgerReport, runLedger, setAsideTable } from './ledger.ts'
import type { Refusal } from './refusal.ts'
import { emptyTally, mergeTally, type Tally } from './run-tally.ts'

const ERRORS = 'errors.json'

/** What a run writes beside the result files. */
export class Artifacts {
  constructor(
    private readonly folder: string,
    private readonly program: Program,
  ) {}

  /** Removes what an earlier run left. */
  async removeOld(): Promise<void> {
    const names = [
      `${this.program.ruleset.summary.fileName}.json`,
      'ledger.json',
      'set-aside.csv',
      'quality.json',
      ERRORS,
    ]
    await Promise.all(names.map((name) => rm(join(this.folder, name), { force: true })))
  }

  /** Writes why inputs were refused. Returns the path. */
  async writeErrors(refusals: readonly { readonly file: string; readonly refused: Refusal }[]): Promise<string> {
    const entries = refusals.map(({ file, refused: { errorType, message: errorMessage } }) => {
      return [file, { errorType, errorMessage }] as const
    })
    return this.writeJson(ERRORS, Object.fromEntries(entries))
  }

  /**
   * Writes the report and the ledger, and for a record set which rows were set aside and how far the record can be
   * trusted. Returns their paths.
   */
  async write(
    sets: readonly (EvaluatedSet & { readonly inputs: readonly SetInput[] })[],
    { now, seconds }: { readonly now: string; readonly seconds: number },
  ): Promise<Record<string, string>> {
    const { ruleset, environment } = this.program
    const tallies = sets.map(({ tally, files }) => ({
      state: tally.summary,
      rows: totalOf({ files: files.map(({ ledger }) => ledger) }).loadedRows,
    }))
    const report = ruleset.summary.report(tallies, { ...environment, now, seconds })
    const paths = sets.flatMap(({ inputs }) => inputs.map(({ path }) => path))
    const files = sets.flatMap((set) => set.files)
    const tally = emptyTally(this.program)
    for (const set of sets) mergeTally(this.program, tally, set.tally)
    const ledger = runLedger(files, tally)
    const artifacts = {
      summary: await this.writeJson(`${ruleset.summary.fileName}.json`, report),
      ledger: await this.writeJson('ledger.json', ledgerReport(paths, ledger)),
    }
    if (ruleset.gathers === 'file') return artifacts
    return {
      ...artifacts,
      setAside: await this.writeText('set-aside.csv', setAsideTable(paths, files)),
      quality: await this.writeJson('quality.json', this.quality(tally, totalOf(ledger))),
    }
  }

  /** `quality.json`: what was missing or doubtful, and how many answers rest on what the law presumes. */
  private quality(tally: Tally, lines: Ledger): Record<string, unknown> {
    const { ruleset } = this.program
    const presumptions = Object.entries(tally.presumptions)
      .sort(([a, count], [b, other]) => other - count || (a < b ? -1 : 1))
      .map(([id, count]) => [id, { fact: presumedFact(ruleset, id).label, determinations: count }])
    return {
      lines,
      determinations: tally.determinations,
      presuming: tally.presuming,
      presumptions: Object.fromEntries(presumptions),
      findings: ruleset.quality?.findings(tally.quality) ?? [],
    }
  }

  private async writeJson(name: string, value: unknown): Promise<string> {
    return this.writeText(name, JSON.stringify(value, null, 2) + '\n')
  }

  private async writeText(name: string, text: string): Promise<string> {
    const path = join(this.folder, name)
    const file = await PartialFile.create(path)
    try {
      await file.write(Buffer.from(text))
      await file.finish()
    } catch (error) {
      await file.discard()
      throw error
    }
    return path
  }
}
