import { disqualifyingPrior, aggravatorReview, twoPriorsReview } from './bars.ts'
import {
  acrossTheDate,
  alreadyDone,
  commentReview,
  countyUnknown,
  notCovered,
  relatedReview,
  underNewLaw,
} from './coverage.ts'
import { cultivationMinor, morePlants, sixPlantsAdult, sixPlantsYoungAdult } from './cultivation.ts'
import type { FloorRule } from './floor-rule.ts'
import { possessionRules } from './possession.ts'
import { forSaleAdult, forSaleMinor, giftAdult, giftYoung, saleAdult, saleMinor } from './sale-and-transport.ts'

/**
 * What the statute compels, in the order it is asked: is it covered at all, is it lawful or an infraction today (which no
 * prior changes), is there a bar, and else what is left of a felony. First rule met wins.
 */
export const floor: readonly FloorRule[] = [
  countyUnknown,
  relatedReview,
  commentReview,
  notCovered,
  underNewLaw,
  acrossTheDate,
  alreadyDone,
  ...possessionRules,
  sixPlantsAdult,
  sixPlantsYoungAdult,
  cultivationMinor,
  forSaleMinor,
  giftAdult,
  giftYoung,
  saleMinor,
  disqualifyingPrior,
  twoPriorsReview,
  aggravatorReview,
  morePlants,
  forSaleAdult,
  saleAdult,
]
