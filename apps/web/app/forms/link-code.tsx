import { TextField } from '@cmr/ui'
import { useEffect, useRef } from 'react'

interface LinkCodeProps {
  readonly label: string
  readonly error: string | undefined
}

/**
 * The code of a link, as in `/join#code`. It stands behind the `#`, which browsers do not send, so that it is in no
 * log; a script puts it into the field, and without one it is pasted.
 */
export function LinkCode({ label, error }: LinkCodeProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const takeCode = () => {
      const input = box.current?.querySelector('input')
      if (!input || location.hash.length < 2) return
      input.value = decodeURIComponent(location.hash.slice(1))
      history.replaceState(history.state, '', location.pathname + location.search)
    }
    takeCode()
    // A second link that is opened in the same tab loads no page.
    addEventListener('hashchange', takeCode)
    return () => removeEventListener('hashchange', takeCode)
  }, [])
  return (
    <div ref={box}>
      <TextField
        name="link"
        label={label}
        hint="What stands behind the # in your link. It is filled in when you open the link."
        error={error}
        autoComplete="off"
        maxLength={100}
      />
    </div>
  )
}
