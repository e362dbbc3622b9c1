import { useEffect } from 'react'

export interface SupportBarProps {
  readonly slug: string
  readonly reason: string
  /** Time of day in the office's zone. */
  readonly until: string
  readonly mayWrite: boolean
}

/** Says on every page that somebody of Code for America looks into the office. The page leaves when the grant ends. */
export function SupportBar({ slug, reason, until, mayWrite }: SupportBarProps) {
  useEffect(() => {
    const events = new EventSource(`/${slug}/support-access/events`)
    events.addEventListener('over', () => {
      events.close()
      location.replace('/support')
    })
    return () => events.close()
  }, [slug])
  return (
    <div className="support-bar" role="region" aria-label="Support access">
      <div className="grid-container-widescreen support-bar__inner">
        <p>
          Code for America is viewing as support until {until} — {reason}
          {mayWrite && ' (may also change files, policy and runs)'}
        </p>
        <form method="post" action={`/${slug}/support-access/end`}>
          <button type="submit" className="usa-button usa-button--outline usa-button--inverse">
            End
          </button>
        </form>
      </div>
    </div>
  )
}
