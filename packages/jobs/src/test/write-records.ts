import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

import { getJurisdiction } from '@cmr/registry'

/** Writes a file of invented records of a county, as the state sends them. */
export async function writeRecords(
  path: string,
  request: { county: string; rows: number; seed: number },
): Promise<void> {
  const [format] = getJurisdiction('us-ca').intake
  if (format?.synthesize === undefined) throw new Error('The jurisdiction makes no records.')
  await pipeline(Readable.from(format.synthesize(request)), createWriteStream(path, { encoding: 'latin1' }))
}
