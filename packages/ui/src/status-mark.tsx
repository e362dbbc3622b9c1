import type { ReactNode } from 'react'
import { Icon } from './icon.tsx'
import type { IconName } from './icon.tsx'

/** What a state means for the reader, never who it is about. `failed` is for work, not for people. */
export type Tone = 'positive' | 'waiting' | 'attention' | 'negative' | 'failed'

const ICONS: Readonly<Record<Tone, IconName>> = {
  positive: 'check',
  waiting: 'clock',
  attention: 'question',
  negative: 'minus',
  failed: 'stop',
}

/** A state as icon, word and color together, so that none of them stands alone. `children` are the words. */
export function StatusMark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  return (
    <span className={`status-mark status-mark--${tone}`}>
      <Icon name={ICONS[tone]} />
      <span>{children}</span>
    </span>
  )
}
