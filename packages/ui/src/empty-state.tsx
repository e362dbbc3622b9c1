import type { ReactNode } from 'react'

/** Says that nothing is here, and in `children` what to do next. */
export function EmptyState({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className="panel empty-state">
      <h2>{title}</h2>
      {children}
    </div>
  )
}
