export { compile } from './compile.ts'
export { findCounty, findFormat, findRuleset } from './find-ruleset.ts'
export { canonicalJson, parseOptions } from './options.ts'
export type { Program } from './program.ts'
