import { StatusMark } from '@cmr/ui'
import { effectWords, outcomeWords } from '../outcome-words.ts'
import type { OutcomeKind, PolicyEffect } from '../outcome-words.ts'

/** The answer for one conviction as icon, word and color. */
export function OutcomeMark({ kind, presumed = false }: { readonly kind: OutcomeKind; readonly presumed?: boolean }) {
  const { tone, word } = outcomeWords(kind, presumed)
  return <StatusMark tone={tone}>{word}</StatusMark>
}

/** What the office's policy did, as icon, word and color. */
export function EffectMark({ effect, differs = true }: { readonly effect: PolicyEffect; readonly differs?: boolean }) {
  const { tone, word } = effectWords(effect, differs)
  return <StatusMark tone={tone}>{word}</StatusMark>
}
