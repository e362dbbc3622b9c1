import { describe, expect, it } from 'vitest'
import { attachment, sendAttachment } from './attachment.server.ts'

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

describe('sendAttachment', () => {
  async function* body() {
    yield 'a,b\n'
    yield Buffer.from('c,d\n')
  }

  it('streams a file under its name, with its size where it is known', async () => {
    const answer = sendAttachment({ name: 'a.csv', mediaType: 'text/csv; charset=utf-8', size: 8, body: body() })
    expect(Object.fromEntries(answer.headers)).toEqual({
      'content-type': 'text/csv; charset=utf-8',
      'content-length': '8',
      'content-disposition': attachment('a.csv'),
    })
    expect(await answer.text()).toBe('a,b\nc,d\n')
    expect(sendAttachment({ name: 'a', mediaType: 'text/csv', body: body() }).headers.has('Content-Length')).toBe(false)
  })
})
