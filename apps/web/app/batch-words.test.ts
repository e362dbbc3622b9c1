import { describe, expect, it } from 'vitest'
import { balanceWords, countyWarning, countyWords, isBalanced, sumLines } from './batch-words.ts'

const ledger = { lines: 1_204_331, headerLines: 1, blankLines: 0, loadedLines: 1_204_002, setAsideLines: 328 }

describe('the balance of a file', () => {
  it('accounts for every line', () => {
    expect(balanceWords(ledger)).toBe('1,204,331 lines = 1 header + 1,204,002 loaded + 328 set aside')
    expect(isBalanced(ledger)).toBe(true)
  })

  it('names blank lines where there are some, and says when a line is lost', () => {
    const lost = { ...ledger, blankLines: 2 }
    expect(balanceWords(lost)).toContain('+ 2 blank +')
    expect(isBalanced(lost)).toBe(false)
  })

  it('adds up over files, those not read yet left out', () => {
    expect(balanceWords(sumLines([ledger, null, { ...ledger, lines: 1_204_332, blankLines: 1 }]))).toBe(
      '2,408,663 lines = 2 header + 1 blank + 2,408,004 loaded + 656 set aside',
    )
  })
})

describe('the counties of a file', () => {
  const counties = [
    { county: 'Kern', rows: 300 },
    { county: 'Fresno', rows: 20 },
    { county: 'Yolo', rows: 1 },
  ]

  it('are named, most rows first', () => {
    expect(countyWords(counties)).toBe('Kern (300 rows), Fresno (20 rows), Yolo (1 row)')
    expect(countyWords([...counties, ...counties])).toContain('and 1 more')
  })

  it('are a warning when most rows name another than the one looked for', () => {
    expect(countyWarning('Fresno', counties)).toMatch(/^Most rows name Kern \(300\); 20 name Fresno\./)
    expect(countyWarning('Butte', counties)).toContain('0 name Butte')
    expect(countyWarning('Kern', counties)).toBeNull()
    expect(countyWarning('Kern', [])).toBeNull()
  })
})
