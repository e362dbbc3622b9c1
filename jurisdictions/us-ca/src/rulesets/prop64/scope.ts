import { law } from '@cmr/jurisdiction'
import { convicted, inCounty, inQuestion } from './conditions.ts'

/**
 * Convictions that get an answer: of the office's county, or of none the file names, under one of the four sections or a
 * section they replaced, and those a reader may take for one: lookalikes, charges whose comment names one, and offenses
 * marijuana charges are pleaded down to. Arrests and dismissed counts are out of scope (S-00).
 */
export const inScope = law.all(inQuestion, inCounty, convicted)
