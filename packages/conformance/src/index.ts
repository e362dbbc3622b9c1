export { describeJurisdiction } from './describe-jurisdiction.ts'
export { evaluateText } from './evaluate-text.ts'
export type { EvaluatedText, EvaluateTextRequest } from './evaluate-text.ts'
