import { defineRuleset } from '@cmr/jurisdiction'
import { floor } from './floor/floor.ts'
import { prop64Options } from './options.ts'
import { policy } from './policy/policy.ts'
import { presets } from './presets.ts'
import { petitionWhileServing } from './procedures.ts'
import { prop64Quality } from './quality.ts'
import { grounds, relief } from './relief.ts'
import { prop64Results } from './results.ts'
import { inScope } from './scope.ts'
import { prop64Summary } from './summary/summary.ts'

/** Proposition 64 relief as the law stands: the statutory floor, and what an office adds to it. */
export const prop64 = defineRuleset({
  id: 'prop64',
  title: 'Proposition 64 record clearance',
  purpose: 'relief',
  format: 'ca-doj-bulk',
  gathers: 'record-set',
  relief,
  grounds,
  options: prop64Options,
  presets,
  appliesTo: inScope,
  floor,
  otherwise: { kind: 'needs_review', question: 'The record fits none of the rules: which offense and level is this?' },
  policy,
  procedures: [petitionWhileServing],
  results: prop64Results,
  summary: prop64Summary,
  quality: prop64Quality,
})
