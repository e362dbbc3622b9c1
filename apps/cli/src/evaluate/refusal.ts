import { isAppError } from '@cmr/errors'
import type { BadInputReason } from '@cmr/intake'

type RefusalReason = BadInputReason | 'unreadable-file' | 'file-changed' | 'other-county'

/** The classes the original tool's error file knows. */
const errorTypes: Readonly<Record<RefusalReason, 'PARSING' | 'OTHER'>> = {
  'wrong-field-count': 'PARSING',
  'bad-quote': 'PARSING',
  'unclosed-quote': 'PARSING',
  'binary-file': 'PARSING',
  'utf-16': 'PARSING',
  'missing-columns': 'PARSING',
  'repeated-columns': 'PARSING',
  'mostly-malformed': 'PARSING',
  'no-records': 'OTHER',
  'empty-file': 'OTHER',
  'file-too-short': 'OTHER',
  'unreadable-file': 'OTHER',
  'file-changed': 'OTHER',
  'other-county': 'OTHER',
}

/** Why an input file was refused. */
export interface Refusal {
  readonly reason: RefusalReason
  readonly errorType: 'PARSING' | 'OTHER'
  /** 1-based physical line, where the reason is in a line. */
  readonly line?: number
  /** What happened and what to do; holds no text of the file. */
  readonly message: string
}

function isRefusalReason(reason: string | undefined): reason is RefusalReason {
  return reason !== undefined && Object.hasOwn(errorTypes, reason)
}

/** An error that concerns one input file, so that the others go on; undefined for any other. */
export function refusalOf(error: unknown): Refusal | undefined {
  if (!isAppError(error) || !isRefusalReason(error.details?.reason)) return undefined
  const { reason, line } = error.details
  return {
    reason,
    errorType: errorTypes[reason],
    ...(typeof line === 'number' ? { line } : {}),
    message: error.message,
  }
}
