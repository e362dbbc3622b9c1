import type { ReactNode } from 'react'
import { Shell } from './shell.tsx'
import type { ShellProps } from './shell.tsx'

interface SupportDeskProps {
  /** Who is at the desk and where they may go, as `supportDesk` gives it. */
  readonly desk: Pick<ShellProps, 'viewer' | 'links'>
  readonly children: ReactNode
}

/** The frame of the pages of Code for America's own people, outside any office. */
export function SupportDesk({ desk, children }: SupportDeskProps) {
  return (
    <Shell office={{ slug: 'support', name: 'Support desk' }} viewer={desk.viewer} links={desk.links}>
      {children}
    </Shell>
  )
}
