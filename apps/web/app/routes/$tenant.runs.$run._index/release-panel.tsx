import { Alert, Button } from '@cmr/ui'
import { Form, useNavigation } from '@remix-run/react'

interface ReleasePanelProps {
  readonly release: {
    /** When it was released; null for a draft. */
    readonly at: string | null
    readonly mayRelease: boolean
    /** Whether whoever looks has prepared it, and so may not release it. */
    readonly isPreparer: boolean
  }
  readonly problem: string | undefined
}

/** Whether a run's outputs are drafts, and the release by a second person. */
export function ReleasePanel({ release, problem }: ReleasePanelProps) {
  const busy = useNavigation().state !== 'idle'
  if (release.at !== null) {
    return (
      <Alert type="success" headingLevel="h2" slim>
        Released {release.at}. Its files may be filed.
      </Alert>
    )
  }
  return (
    <section className="panel panel--next" aria-labelledby="draft">
      <h2 id="draft">Draft</h2>
      <p>
        What this run says is a draft until an attorney of your office who did not prepare it has looked at it and
        released it. A release cannot be taken back.
      </p>
      {problem !== undefined && (
        <p id="release" role="alert">
          <strong>{problem}</strong>
        </p>
      )}
      {release.mayRelease && !release.isPreparer && (
        <Form method="post" className="no-print">
          <Button type="submit" disabled={busy}>
            Release this run
          </Button>
        </Form>
      )}
      {release.mayRelease && release.isPreparer && <p>You prepared it, so a colleague releases it.</p>}
    </section>
  )
}
