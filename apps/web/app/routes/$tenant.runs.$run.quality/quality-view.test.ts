import { expect, it } from 'vitest'
import { ledgerWords, shownFinding } from './quality-view.ts'

const lines = {
  lines: 3,
  headerLines: 1,
  blankLines: 0,
  loadedLines: 2,
  setAsideLines: 0,
  setAsideRows: 0,
  setAside: {},
}

it('says how rows and answers add up over all files', () => {
  const ledger = {
    files: [
      { ...lines, loadedRows: 2 },
      { ...lines, loadedRows: 1000 },
    ],
    ...{ subjects: 1, rowsHeld: 1002, determinations: 3, outcomes: { needs_review: 1, eligible: 2 } },
  }
  expect(ledgerWords(ledger)).toEqual([
    ['Rows', '1,002 loaded = 1,002 held by 1 person'],
    ['Answers', '3 convictions = 2 eligible + 1 needs a person'],
  ])
})

it('says where examples of a finding stand', () => {
  const finding = {
    ...{ id: 'no-date', label: 'No date', effect: 'A person must look.', severity: 'warning' as const },
    ...{ count: 1200, of: 'convictions', examples: [{ file: 1, line: 1500 }] },
  }
  expect(shownFinding(finding, [{ file: 1, name: 'b.csv' }])).toEqual({
    ...{ id: 'no-date', label: 'No date', effect: 'A person must look.', severity: 'warning' },
    ...{ amount: '1,200 convictions', examples: ['b.csv, line 1,500'], values: [] },
  })
})
