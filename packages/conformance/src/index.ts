export { describeJurisdiction } from './describe-jurisdiction.ts'
export { evaluateText } from './evaluate-text.ts'
export type { EvaluatedInput, EvaluatedText, EvaluateTextRequest } from './evaluate-text.ts'
export { inventoryOf } from './rule-inventory.ts'
export type { InventoryEntry, RuleLayer } from './rule-inventory.ts'
export { rulePage } from './rule-inventory-page.ts'
export type { FixtureName } from './rule-inventory-page.ts'
// What a jurisdiction's own tests run its rules with.
export { checkPolicy, compile } from '@cmr/engine'
