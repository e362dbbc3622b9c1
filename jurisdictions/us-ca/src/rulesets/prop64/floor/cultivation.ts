import { law } from '@cmr/jurisdiction'
import { adult18, adult21, cultivation, minorFavored, under18, withinLawfulPlants } from '../conditions.ts'
import { BANDA, COMPLETED_RELIEF, hs, LAWFUL_CULTIVATION, PRESUMED_ELIGIBLE } from '../statutes.ts'
import { dismissed, effective, infraction, misdemeanor, type FloorRule } from './floor-rule.ts'

export const sixPlantsAdult: FloorRule = {
  id: 'prop64/s-20-six-plants-adult',
  summary: 'An adult of 21 may grow this number of plants today.',
  citations: [LAWFUL_CULTIVATION, COMPLETED_RELIEF, PRESUMED_ELIGIBLE, BANDA],
  effective,
  when: law.all(cultivation, withinLawfulPlants, adult21),
  outcome: dismissed,
}

export const sixPlantsYoungAdult: FloorRule = {
  id: 'prop64/s-21-six-plants-18-to-20',
  summary: 'Growing this number of plants at 18 to 20 is an infraction today.',
  citations: [hs('11358', '(b)'), COMPLETED_RELIEF],
  effective,
  when: law.all(cultivation, withinLawfulPlants, adult18),
  outcome: infraction,
}

export const cultivationMinor: FloorRule = {
  id: 'prop64/s-23-cultivation-minor',
  summary: 'Cultivation by a person under 18 is an infraction today.',
  citations: [hs('11358', '(a)'), COMPLETED_RELIEF],
  effective,
  when: law.all(cultivation, law.any(law.all(withinLawfulPlants, under18), minorFavored)),
  outcome: infraction,
}

export const morePlants: FloorRule = {
  id: 'prop64/s-22-more-plants',
  summary: 'Growing more than six plants is a misdemeanor today.',
  citations: [hs('11358', '(c)'), COMPLETED_RELIEF],
  effective,
  when: cultivation,
  outcome: misdemeanor,
}
