import { StatusMark } from '@cmr/ui'
import { outcomeWords } from '../outcome-words.ts'

/** The answer for one conviction as icon, word and color. */
export function OutcomeMark({ kind, presumed = false }: { readonly kind: string; readonly presumed?: boolean }) {
  const { tone, word } = outcomeWords(kind, presumed)
  return <StatusMark tone={tone}>{word}</StatusMark>
}
