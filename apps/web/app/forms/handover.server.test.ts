import { AppError } from '@cmr/errors'
import { describe, expect, it } from 'vitest'
import { handOver, handoverQuery } from './handover.server.ts'

const PAGE = '/fresno/settings/leaving'

function typed(): FormData {
  const submitted = new FormData()
  submitted.set('recipient', 'Court TEST')
  return submitted
}

const refusing = (field: string) => () =>
  Promise.reject(new AppError('VALIDATION', 'Refused.', { details: { reason: 'input', field } }))

describe('handOver', () => {
  it('opens with what was typed; what is missing is empty', async () => {
    const given: unknown[] = []
    const opened = new Response('file')
    const answer = await handOver(typed(), PAGE, async (handover) => {
      given.push(handover)
      return opened
    })
    expect(answer).toBe(opened)
    expect(given).toEqual([{ recipient: 'Court TEST', purpose: '' }])
  })

  it('leads back to the page and names the field, never what was typed', async () => {
    const answer = await handOver(typed(), PAGE, refusing('purpose')).catch((thrown: unknown) => thrown)
    if (!(answer instanceof Response)) throw new Error('No redirect.')
    expect(answer.headers.get('Location')).toBe(`${PAGE}?missing=purpose`)
    expect(handoverQuery.parse({ missing: 'purpose' })).toEqual({ missing: 'purpose' })
    expect(handoverQuery.parse({ missing: 'else' })).toEqual({ missing: undefined })
  })

  it.each([refusing('runFileId'), () => Promise.reject(new AppError('NOT_FOUND', 'There is none.'))])(
    'throws on whatever else is refused',
    async (open) => {
      await expect(handOver(typed(), PAGE, open)).rejects.toBeInstanceOf(AppError)
    },
  )
})
