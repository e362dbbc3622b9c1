import { StatusMark } from '@cmr/ui'
import { balanceWords, isBalanced } from '../batch-words.ts'
import type { LineCounts } from '../batch-words.ts'

/** Where every line went, and whether that adds up. */
export function BalanceLine({ ledger }: { readonly ledger: LineCounts }) {
  const balanced = isBalanced(ledger)
  return (
    <p className="balance">
      <StatusMark tone={balanced ? 'positive' : 'failed'}>{balanced ? 'Balances' : 'Does not balance'}</StatusMark>
      <span>{balanceWords(ledger)}</span>
    </p>
  )
}
