import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { problemOf, readForm } from './read-form.ts'

const schema = z.object({
  name: z.string({ error: 'Enter a name' }),
  note: z.string().optional(),
  roles: z.array(z.enum(['admin', 'analyst'])).min(1, 'Choose a role'),
})

function form(...pairs: readonly (readonly [string, string])[]): FormData {
  const submitted = new FormData()
  for (const [name, value] of pairs) submitted.append(name, value)
  return submitted
}

describe('readForm', () => {
  it('reads fields, lists of one and of several, and takes an empty field as not filled in', () => {
    expect(readForm(schema, form(['name', 'Ada'], ['note', ''], ['roles', 'admin']), ['roles'])).toEqual({
      value: { name: 'Ada', roles: ['admin'] },
    })
    expect(readForm(schema, form(['name', 'Ada'], ['roles', 'admin'], ['roles', 'analyst']), ['roles'])).toEqual({
      value: { name: 'Ada', roles: ['admin', 'analyst'] },
    })
  })

  it('says what is wrong with each field', () => {
    const read = readForm(schema, form(['name', '']), ['roles'])
    if (!('problems' in read)) throw new Error('It was taken.')
    expect(problemOf(read.problems, 'name')).toBe('Enter a name')
    expect(problemOf(read.problems, 'roles')).toBe('Choose a role')
    expect(problemOf(read.problems, 'note')).toBeUndefined()
  })
})
