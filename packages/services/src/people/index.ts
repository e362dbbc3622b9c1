export type { ChargeExplanation, RuleView, UsedFact } from './explain-charge.ts'
export { getPerson, GetPersonInput } from './get-person.ts'
export type { AnswerView, ChargeView, PersonView } from './person-view.ts'
