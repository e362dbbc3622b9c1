import { findFormat } from '@cmr/engine'
import { getJurisdiction } from '@cmr/registry'
import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { PartialFile } from '../../partial-file.ts'
import { DEMO_ROWS, type DemoOffice } from './demo-offices.ts'

/** Lays an office's invented file ready, unless it is there. Returns its size in bytes. */
export async function ensureDemoFile(office: DemoOffice, path: string): Promise<number> {
  const known = await stat(path).catch(() => undefined)
  if (known !== undefined) return known.size
  const jurisdiction = getJurisdiction(office.jurisdiction)
  const [ruleset] = jurisdiction.rulesets
  const synthesize = ruleset && findFormat(jurisdiction, ruleset).synthesize
  if (synthesize === undefined) throw new Error(`${jurisdiction.id} cannot invent files`)
  await mkdir(dirname(path), { recursive: true })
  const file = await PartialFile.create(path)
  try {
    for (const piece of synthesize({ county: office.county, rows: DEMO_ROWS, seed: office.seed })) {
      await file.write(Buffer.from(piece, 'latin1'))
    }
    await file.finish()
  } catch (error) {
    await file.discard()
    throw error
  }
  return file.bytes
}
