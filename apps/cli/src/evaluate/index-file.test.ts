import { getJurisdiction } from '@cmr/registry'
import { describe, expect, it } from 'vitest'
import { linesOf, sampleFile } from '../test/sample-file.ts'
import { makeWorkFolder } from '../test/work-folder.ts'
import { type FileIndex, NONE } from './file-index.ts'
import { indexFile } from './index-file.ts'
import { SLICE_BYTES, SourceFile } from './source-file.ts'

const [format] = getJurisdiction('us-ca').intake
const [header = '', ...rows] = linesOf(sampleFile('San Joaquin', 2000))

async function indexOf(byteText: string): Promise<FileIndex> {
  if (format === undefined) throw new Error('us-ca has no intake format')
  const work = await makeWorkFolder()
  const source = await SourceFile.open(await work.write('input.csv', byteText))
  try {
    return await indexFile(source, format.layout, () => undefined)
  } finally {
    await source.close()
  }
}

function withSubject(row: string, subject: string): string {
  return row.replace(/^(\d+,FOUND),\d+,/, `$1,${subject},`)
}

describe('indexFile', () => {
  it('makes a run of the adjacent rows of a subject and links its later runs', async () => {
    const lines = [header, ...['A', 'A', 'B', 'A'].map((subject, i) => withSubject(rows[i] ?? '', subject))]
    const index = await indexOf(lines.join('\n') + '\n')
    expect(index.rows).toBe(4)
    expect(index.subjects).toBe(2)
    const runs = [0, 1, 2]
    expect([...runs, 3].map((run) => index.firstRow(run))).toEqual([0, 2, 3, 4])
    expect([...runs, 3].map((run) => index.firstLine(run))).toEqual([2, 4, 5, 6])
    expect(runs.map((run) => index.nextRun(run))).toEqual([2, NONE, NONE])
    expect(runs.map((run) => index.ownRun(run))).toEqual([0, 1, 0])
    expect(index.start(0)).toBe(header.length + 1)
    expect(index.start(index.runs)).toBe(lines.join('\n').length + 1)
  })

  it('makes no run longer than a slice', async () => {
    const index = await indexOf([header, ...rows.map((row) => withSubject(row, 'A'))].join('\n'))
    expect(index.subjects).toBe(1)
    expect(index.runs).toBeGreaterThan(2)
    for (let run = 0; run < index.runs; run++) {
      expect(index.start(run + 1) - index.start(run)).toBeLessThanOrEqual(SLICE_BYTES)
      expect(index.nextRun(run)).toBe(run + 1 < index.runs ? run + 1 : NONE)
    }
  })
})
