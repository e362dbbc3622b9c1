import { describe, expect, it } from 'vitest'
import { actionWords, actorWords } from './activity-words.ts'

describe('actorWords', () => {
  const names = new Map([['1', 'Ada Testperson']])

  it('names people, marks support, and says when nobody acted', () => {
    expect(actorWords({ actorKind: 'user', actorUserId: '1' }, names)).toBe('Ada Testperson')
    expect(actorWords({ actorKind: 'support', actorUserId: '1' }, names)).toBe('Ada Testperson (Code for America)')
    expect(actorWords({ actorKind: 'system', actorUserId: null }, names)).toBe('the service itself')
  })

  it('shows the id of somebody it does not know', () => {
    expect(actorWords({ actorKind: 'user', actorUserId: '2' }, names)).toBe('user 2')
  })
})

describe('actionWords', () => {
  it('shows an act without words of its own by its name', () => {
    expect(actionWords('person.view')).toBe('Looked at a person’s record')
    expect(actionWords('some.thing')).toBe('some.thing')
  })
})
