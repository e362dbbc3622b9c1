import { trimSpace } from '@cmr/intake'

/** FELONY in the conviction status, or no status at all and an F as the type of charge: how the original tools read it. */
export function isFelony(status: string, typeOfCharge: string): boolean {
  return status === 'FELONY' || (status === '' && typeOfCharge === 'F')
}

const BY_TYPE: Readonly<Record<string, string>> = { F: 'felony', M: 'misdemeanor', I: 'infraction' }

/** The level a conviction was entered at, by its status, else by the type of charge; undefined when neither says. */
export function levelOf(status: string, typeOfCharge: string): string | undefined {
  const word = trimSpace(status).toLowerCase()
  if (word === 'felony' || word === 'misdemeanor' || word === 'infraction') return word
  return word === '' ? BY_TYPE[trimSpace(typeOfCharge)] : undefined
}
