/**
 * How sure a reading of an offense text is. `certain`: the section and subdivision alone decide. `probable`: it depends
 * on something the text does not say, such as age, force, intent or sentence.
 */
export type Certainty = 'certain' | 'probable'

/** What a list of Penal Code sections says when the letters beside the section are `code`: nothing for another code. */
export function forPenalCode(certainty: Certainty, code: string | undefined): Certainty | undefined {
  if (code === 'PC') return certainty
  return code === undefined ? 'probable' : undefined
}

export function stronger(a: Certainty | undefined, b: Certainty | undefined): Certainty | undefined {
  return a === 'certain' || b === undefined ? a : b
}
