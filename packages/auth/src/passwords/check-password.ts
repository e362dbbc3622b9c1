import { AppError } from '@cmr/errors'
import { isBannedPassword } from './banned-passwords.ts'

/** In characters (Unicode code points), both inclusive. */
export const PASSWORD_LENGTH = { least: 8, most: 128 } as const

const PRODUCT_NAMES = ['Clear My Record', 'Code for America']

/** Words of the account that its password may not be. */
export interface PasswordOwner {
  readonly email: string
  /** Names of the offices the person belongs to. */
  readonly officeNames?: readonly string[]
}

export type PasswordReason = 'password-length' | 'password-banned' | 'password-personal'

const WORDS: Readonly<Record<PasswordReason, string>> = {
  'password-length': `A password has ${PASSWORD_LENGTH.least} to ${PASSWORD_LENGTH.most} characters.`,
  'password-banned': 'This password is on the list of commonly used ones, which are tried first. Choose another one.',
  'password-personal':
    'A password may not be your e-mail address or the name of the service or your office, also not with digits or signs added. Choose another one.',
}

const lettersOf = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}]/gu, '')

function isPersonal(password: string, { email, officeNames = [] }: PasswordOwner): boolean {
  const letters = lettersOf(password)
  const words = [email, email.split('@')[0] ?? '', ...PRODUCT_NAMES, ...officeNames]
  return letters !== '' && words.some((word) => lettersOf(word) === letters)
}

/** Why a password may not be used; undefined when it may. Length first; no rule about kinds of characters. */
export async function passwordFault(password: string, owner: PasswordOwner): Promise<PasswordReason | undefined> {
  const { length } = [...password.normalize('NFC')]
  if (length < PASSWORD_LENGTH.least || length > PASSWORD_LENGTH.most) return 'password-length'
  if (isPersonal(password, owner)) return 'password-personal'
  return (await isBannedPassword(password)) ? 'password-banned' : undefined
}

/** Throws VALIDATION with the reason in words when a password may not be used. */
export async function checkPassword(password: string, owner: PasswordOwner): Promise<void> {
  const reason = await passwordFault(password, owner)
  if (reason !== undefined) throw new AppError('VALIDATION', WORDS[reason], { details: { reason } })
}
