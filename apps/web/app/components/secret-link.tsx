import { Alert } from '@cmr/ui'
import type { ReactNode } from 'react'

interface SecretLinkProps {
  readonly heading: string
  readonly link: string
  /** To whom it is to be given, and how. */
  readonly children: ReactNode
}

/** A link that opens an account: shown to whoever made it, once. */
export function SecretLink({ heading, link, children }: SecretLinkProps) {
  return (
    <Alert type="success" headingLevel="h2" heading={heading}>
      {children} It is shown only now, good for a day and once. <span className="secret-text">{link}</span>
    </Alert>
  )
}
