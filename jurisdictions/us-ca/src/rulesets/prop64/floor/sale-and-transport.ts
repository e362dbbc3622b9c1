import { law } from '@cmr/jurisdiction'
import { adult18, adult21, forSale, lawfulGift, minorFavored, transport, under18 } from '../conditions.ts'
import { COMPLETED_RELIEF, hs, LAWFUL_POSSESSION, PRESUMED_ELIGIBLE } from '../statutes.ts'
import { dismissed, effective, infraction, misdemeanor, type FloorRule } from './floor-rule.ts'

export const forSaleAdult: FloorRule = {
  id: 'prop64/s-30-for-sale',
  summary: 'Possession for sale by an adult is a misdemeanor today.',
  citations: [hs('11359', '(b)'), COMPLETED_RELIEF, PRESUMED_ELIGIBLE],
  effective,
  when: forSale,
  outcome: misdemeanor,
}

export const forSaleMinor: FloorRule = {
  id: 'prop64/s-31-for-sale-minor',
  summary: 'Possession for sale by a person under 18 is an infraction today.',
  citations: [hs('11359', '(a)'), COMPLETED_RELIEF],
  effective,
  when: law.all(forSale, minorFavored),
  outcome: infraction,
}

export const giftAdult: FloorRule = {
  id: 'prop64/s-40-small-gift-adult',
  summary: 'An adult of 21 may give away or transport this amount today.',
  citations: [LAWFUL_POSSESSION, COMPLETED_RELIEF, PRESUMED_ELIGIBLE],
  effective,
  when: law.all(transport, lawfulGift, adult21),
  outcome: dismissed,
}

export const giftYoung: FloorRule = {
  id: 'prop64/s-41-small-gift-under-21',
  summary: 'Giving away or transporting this amount under 21 is an infraction today.',
  citations: [hs('11360', '(b), (a)(1)'), COMPLETED_RELIEF],
  effective,
  when: law.all(transport, lawfulGift, law.any(adult18, under18)),
  outcome: infraction,
}

export const saleMinor: FloorRule = {
  id: 'prop64/s-41-sale-minor',
  summary: 'Sale or transport by a person under 18 is an infraction today.',
  citations: [hs('11360', '(a)(1)'), COMPLETED_RELIEF],
  effective,
  when: law.all(transport, minorFavored),
  outcome: infraction,
}

export const saleAdult: FloorRule = {
  id: 'prop64/s-42-sale-or-transport',
  summary: 'Sale or transport by an adult is a misdemeanor today. A transport of a small amount alone would be lawful.',
  citations: [hs('11360', '(a)(2)'), COMPLETED_RELIEF, PRESUMED_ELIGIBLE],
  effective,
  when: transport,
  outcome: misdemeanor,
}
