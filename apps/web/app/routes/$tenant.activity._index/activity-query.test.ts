import { describe, expect, it } from 'vitest'
import { activityQuery, filtersOf, searchOf } from './activity-query.ts'

const OBJECT = '01936a00-0000-7000-8000-000000000001'

describe('activityQuery', () => {
  it('takes what it can and leaves the rest', () => {
    const query = activityQuery.parse({
      action: 'person.view',
      from: '',
      object: OBJECT,
      support: 'yes',
      outcome: 'odd',
    })
    expect(filtersOf(query)).toEqual({ action: 'person.view', objectId: OBJECT, support: true })
    expect(searchOf(query, { before: '7' })).toBe(`action=person.view&object=${OBJECT}&support=yes&before=7`)
  })
})
