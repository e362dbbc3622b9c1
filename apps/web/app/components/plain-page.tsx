import type { ReactNode } from 'react'

/** A page outside any office: one narrow box. */
export function PlainPage({ wide = false, children }: { readonly wide?: boolean; readonly children: ReactNode }) {
  return (
    <main id="main-content" className="grid-container page__main">
      <div className={`sign-in ${wide ? 'sign-in--wide' : ''}`}>{children}</div>
    </main>
  )
}
