import { defineFact } from '@cmr/jurisdiction'
import { serving } from '../facts/facts.ts'

/** The same question as `serving`, without presuming anything where the file gives no sentence. */
export const sentenceShown = defineFact({
  id: 'sentence-shown-running',
  label: 'Sentence in the file still running',
  about: 'charge',
  get: (scope) => serving.get(scope),
})
