import { Button } from '@cmr/ui'
import { useEffect, useRef } from 'react'
import type { SessionClock } from './use-session-clock.ts'

/** Tells that the session ends, or has ended. What was typed stays on the page, which is concealed meanwhile. */
export function SessionDialog({ clock }: { readonly clock: SessionClock }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const { phase, stay, look } = clock
  useEffect(() => {
    if (phase === 'open') dialog.current?.close()
    else if (dialog.current?.open === false) dialog.current.showModal()
    // Nothing of the other person's page may stay on the screen, nor be sent in the name of this one.
    if (phase === 'other') location.assign('/')
  }, [phase])
  return (
    <dialog
      ref={dialog}
      className="session-dialog"
      aria-labelledby="session-dialog-title"
      onCancel={(event) => event.preventDefault()}
    >
      {phase === 'ending' ? (
        <>
          <h2 id="session-dialog-title">You are about to be signed out</h2>
          <p>Nothing was done here for a while. You are signed out in about two minutes.</p>
          <p className="actions">
            <Button type="button" onClick={stay}>
              Stay signed in
            </Button>
          </p>
        </>
      ) : (
        <>
          <h2 id="session-dialog-title">You were signed out</h2>
          <p>
            What you entered is still on this page. Sign in again in a new tab, then come back here and go on. If you
            close this page, it is gone: records are not kept in the browser.
          </p>
          <p className="actions">
            <a className="usa-button" href="/sign-in" target="_blank" rel="noreferrer">
              Sign in again
            </a>
            <Button type="button" outline onClick={look}>
              I have signed in
            </Button>
          </p>
        </>
      )}
    </dialog>
  )
}
