import express from 'express'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { connect } from 'node:net'
import type { AddressInfo } from 'node:net'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addressLimits, bodyLimits, parserLimits } from './request-limits.ts'
import { unexpectedError } from './unexpected-error.ts'

let server: Server
let port: number
let handled = 0

beforeAll(async () => {
  const app = express()
  app.use(addressLimits())
  app.use('/:tenant/uploads', (_request, response) => void response.send('upload\n'))
  app.use(bodyLimits({ maxBytes: 100, patience: 300 }))
  app.all('*', (request, response) => {
    handled += 1
    request.resume().on('end', () => response.send('done\n'))
  })
  app.use(unexpectedError(pino({ level: 'silent' })))
  server = createServer({ ...parserLimits, headersTimeout: 400, connectionsCheckingInterval: 100 }, app)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

/** Sends bytes as they are and gives the status of the answer, once the server has closed. */
async function raw(text: string): Promise<number> {
  const socket = connect(port, '127.0.0.1')
  socket.write(text)
  let answer = ''
  socket.setEncoding('latin1').on('data', (piece: string) => (answer += piece))
  await once(socket, 'close')
  return Number(answer.split(' ')[1])
}

const head = (line: string, ...headers: string[]) => [line, 'Host: test', ...headers, '', ''].join('\r\n')

describe('limits of a request', () => {
  it.each([
    ['a method nobody uses', head('TRACE / HTTP/1.1', 'Connection: close'), 405],
    ['an address of 9,000 characters', head(`GET /${'a'.repeat(9000)} HTTP/1.1`, 'Connection: close'), 414],
    ['headers of 17 KiB', head('GET / HTTP/1.1', `X-Long: ${'a'.repeat(17 * 1024)}`), 431],
    ['a body of one byte too many', head('POST / HTTP/1.1', 'Content-Length: 101') + 'a'.repeat(101), 413],
    ['a body without a length', head('POST / HTTP/1.1', 'Transfer-Encoding: chunked') + '1\r\na\r\n0\r\n\r\n', 411],
    ['a body that does not come', head('POST / HTTP/1.1', 'Content-Length: 100') + 'a', 408],
    ['headers that do not come', 'GET / HTTP/1.1\r\nHost: te', 408],
    ['an address that cannot be decoded', head('GET /%E0%A4%A/uploads HTTP/1.1', 'Connection: close'), 400],
  ])('%s', async (_name, text, status) => {
    expect(await raw(text)).toBe(status)
  })

  it('lets through what keeps to them', async () => {
    const before = handled
    expect(await raw(head('POST / HTTP/1.1', 'Content-Length: 100', 'Connection: close') + 'a'.repeat(100))).toBe(200)
    expect(await raw(head(`GET /${'a'.repeat(8000)} HTTP/1.1`, 'Connection: close'))).toBe(200)
    expect(handled).toBe(before + 2)
  })

  it('leaves an upload to its own limits', async () => {
    expect(
      await raw(head('PATCH /a/uploads HTTP/1.1', 'Content-Length: 101', 'Connection: close') + 'a'.repeat(101)),
    ).toBe(200)
  })
})
