export { checkPolicy } from './check-policy.ts'
export { isWorse } from './compare-outcomes.ts'
export { AnswerComparer, findComparison, REPEATED_CAUSE, reportedCauses, SET_ASIDE_CAUSE } from './compare-answers.ts'
export type { ComparedAnswers, ComparedCharge, ReportedCause } from './compare-answers.ts'
export { compile } from './compile.ts'
export { DIFFERENCE_COLUMNS, differenceCells } from './difference-cells.ts'
export type { Difference } from './difference-cells.ts'
export {
  addCompared,
  addComparedPerson,
  differenceFaults,
  emptyDifferences,
  mergeDifferences,
  reportDifferences,
} from './difference-counts.ts'
export type { AnswerPair, ComparisonCounts, DifferenceCounts } from './difference-counts.ts'
export { findCounty, findFormat, findRuleset } from './find-ruleset.ts'
export { canonicalJson, parseOptions } from './options.ts'
export { presumedFact } from './presumed-fact.ts'
export type { PresumedFact } from './presumed-fact.ts'
export type { Program } from './program.ts'
