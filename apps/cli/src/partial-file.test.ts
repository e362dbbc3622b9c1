import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { PartialFile } from './partial-file.ts'
import { makeWorkFolder } from './test/work-folder.ts'

describe('PartialFile', () => {
  it('appears under its name only when it is complete', async () => {
    const work = await makeWorkFolder()
    const path = await work.write('result.csv', 'old')
    const file = await PartialFile.create(path)
    await file.write(Buffer.from('new '))
    await file.write(Buffer.from('text'))
    expect(readFileSync(path, 'latin1')).toBe('old')
    await file.finish()
    expect(readFileSync(path, 'latin1')).toBe('new text')
    expect(file.bytes).toBe(8)
    expect(readdirSync(work.path('.'))).toEqual(['result.csv'])
  })

  it('leaves what was there when it is discarded', async () => {
    const work = await makeWorkFolder()
    const path = await work.write('result.csv', 'old')
    const file = await PartialFile.create(path)
    await file.write(Buffer.from('new'))
    await file.discard()
    expect(readdirSync(work.path('.'))).toEqual(['result.csv'])
    expect(readFileSync(path, 'latin1')).toBe('old')
  })

  it('refuses a place it cannot write to, saying why', async () => {
    const work = await makeWorkFolder()
    await expect(PartialFile.create(work.path('no/such.csv'))).rejects.toThrow('The folder above it does not exist.')
    mkdirSync(work.path('folder'))
    const file = await PartialFile.create(work.path('folder'))
    await expect(file.finish()).rejects.toThrow('A folder of that name is in the way.')
    await file.discard()
    expect(readdirSync(work.path('.'))).toEqual(['folder'])
  })
})
