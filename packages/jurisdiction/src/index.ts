export type { Citation, Citations, Effective } from './authority.ts'
export type { Compared, Comparison, DifferenceCause } from './comparison.ts'
export { conditionsFor, law } from './condition.ts'
export type { Check, CheckContext, Condition } from './condition.ts'
export { defineFact, defineParameter, presuming } from './fact.ts'
export type { Fact, FactValues, Parameter, Presumption, RunContext, Scope } from './fact.ts'
export type { DelimitedLayout, IntakeEntry, IntakeFormat } from './intake.ts'
export { defineJurisdiction } from './jurisdiction.ts'
export type { Jurisdiction } from './jurisdiction.ts'
export type {
  Determination,
  Explanation,
  LayerAnswer,
  Outcome,
  OutcomeKind,
  Relief,
  RuleOutcome,
  TraceNode,
  Truth,
} from './outcome.ts'
export type {
  Evaluated,
  Figure,
  FileTally,
  Quality,
  QualityFinding,
  ResultFile,
  ResultTable,
  RunEnvironment,
  Summary,
} from './results.ts'
export { defineRuleset, optionUi } from './ruleset.ts'
export type { OptionUi, PolicyRule, Preset, Procedure, Quirk, Rule, Ruleset } from './ruleset.ts'
