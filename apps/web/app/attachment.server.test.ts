import { describe, expect, it } from 'vitest'
import { attachment } from './attachment.server.ts'

describe('attachment', () => {
  it('keeps a plain name', () => {
    expect(attachment('All_Results_1.csv')).toBe(
      `attachment; filename="All_Results_1.csv"; filename*=UTF-8''All_Results_1.csv`,
    )
  })

  it.each(['a"b.csv', 'a\\b.csv', 'a\r\nSet-Cookie: x.csv', 'Nguyễn (1).csv', "it's*.csv"])(
    'stays one safe header for %j',
    (name) => {
      const header = attachment(name)
      expect(header).toMatch(/^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[A-Za-z0-9%._~!-]*$/)
      expect(decodeURIComponent(header.split("''")[1] ?? '')).toBe(name)
    },
  )
})
