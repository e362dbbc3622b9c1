import { expect, it } from 'vitest'
import { nameKey } from './name-key.ts'

it.each([
  ['TESTPERSON,ANNE-MARIE', 'testperson anne marie'],
  ['  Nguyễn,  Văn ', 'nguyen van'],
  ['O’TESTPERSON', 'o testperson'],
  ['\ufffd', ''],
])('folds %j to %j', (name, key) => {
  expect(nameKey(name)).toBe(key)
})
