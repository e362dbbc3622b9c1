import { contestLargeAmount, contestLaterOffense, contestServing } from './contests.ts'
import {
  ageReached,
  bySection,
  noConviction,
  noFelony,
  nonFelony,
  oldConviction,
  onlyConviction,
  onlyMarijuana,
  personDeceased,
  relatedCharges,
  sentenceServed,
  underTwentyOne,
} from './dismissals.ts'
import type { OfficeRule } from './policy-rule.ts'
import { holdConcentrate, priorsDoNotBar } from './unsettled.ts'

/** What an office may choose. What it contests comes first, then what it wants to look at, then what it gives. */
export const policy: readonly OfficeRule[] = [
  contestServing,
  contestLaterOffense,
  contestLargeAmount,
  holdConcentrate,
  bySection,
  nonFelony,
  ageReached,
  underTwentyOne,
  oldConviction,
  noConviction,
  noFelony,
  onlyMarijuana,
  onlyConviction,
  sentenceServed,
  personDeceased,
  relatedCharges,
  priorsDoNotBar,
]
