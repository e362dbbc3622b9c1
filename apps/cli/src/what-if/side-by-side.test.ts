import { describe, expect, it } from 'vitest'
import { sideBySide, sideBySideText } from './side-by-side.ts'

const figure = (id: string, group: string, value: number) => ({ id, group, label: `Number of ${id}`, value })
const variants = [
  {
    id: 'floor',
    label: 'The floor',
    seconds: 0,
    figures: [figure('people', 'People', 1200), figure('pages', 'File', 3)],
  },
  {
    id: 'x.json',
    label: 'x.json',
    seconds: 0,
    figures: [figure('people', 'People', 1150), figure('helped', 'People', 40), figure('pages', 'File', 3)],
  },
]

describe('sideBySide', () => {
  it('keeps groups together and counts what a report does not name as 0', () => {
    expect(sideBySide(variants)).toEqual([
      { id: 'people', group: 'People', label: 'Number of people', values: [1200, 1150], differences: [0, -50] },
      { id: 'helped', group: 'People', label: 'Number of helped', values: [0, 40], differences: [0, 40] },
      { id: 'pages', group: 'File', label: 'Number of pages', values: [3, 3], differences: [0, 0] },
    ])
  })

  it('is a table with the differences, labels cut where the terminal is narrow', () => {
    const rows = sideBySide(variants)
    expect(sideBySideText(variants, rows, 80).split('\n')).toEqual([
      'A  The floor (floor)',
      'B  x.json',
      '',
      'A            B'.padStart(44),
      'People',
      '  Number of people        1,200  1,150 (−50)',
      '  Number of helped            0     40 (+40)',
      'File',
      '  Number of pages             3        3 (=)',
      '',
    ])
    const narrow = sideBySideText(variants, [{ ...rows[0]!, label: 'A label that is much too long' }], 40)
    expect(narrow).toContain('  A label that is much …  1,200  1,150 (−50)')
  })
})
