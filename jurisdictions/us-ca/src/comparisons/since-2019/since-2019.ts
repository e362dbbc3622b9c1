import type { Comparison } from '@cmr/jurisdiction'
import { answerNow, answerThen } from './answers.ts'
import { causes } from './causes.ts'

/** What changed since the tools of 2019, conviction by conviction, and why. */
export const since2019: Comparison = {
  before: { ruleset: 'prop64-reference' },
  after: { ruleset: 'prop64' },
  beforeAnswer: answerThen,
  afterAnswer: answerNow,
  causes,
}
