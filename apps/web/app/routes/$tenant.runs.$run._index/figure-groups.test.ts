import { expect, it } from 'vitest'
import { figureGroups } from './figure-groups.ts'

it('keeps the order of groups and figures as the report gives them', () => {
  const figure = (id: string, group: string) => ({ id, group, label: id, value: 1 })
  const groups = figureGroups([figure('a', 'People'), figure('b', 'Convictions'), figure('c', 'People')])
  expect(groups.map(({ name, figures }) => [name, ...figures.map(({ id }) => id)])).toEqual([
    ['People', 'a', 'c'],
    ['Convictions', 'b'],
  ])
})
