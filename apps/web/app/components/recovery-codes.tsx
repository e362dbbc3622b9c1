import { Alert, Button } from '@cmr/ui'
import { useState } from 'react'

/** Recovery codes, shown this one time, to print or copy. */
export function RecoveryCodes({ codes }: { readonly codes: readonly string[] }) {
  const [said, setSaid] = useState('')
  const copy = () => {
    navigator.clipboard.writeText(codes.join('\n')).then(
      () => setSaid('Copied. Clear the clipboard after you have kept them.'),
      () => setSaid('The browser did not allow copying. Print the page or write the codes down.'),
    )
  }
  return (
    <section aria-labelledby="recovery-codes">
      <h2 id="recovery-codes">Recovery codes</h2>
      <Alert type="warning" headingLevel="h3" slim noIcon>
        These codes are shown only now. Keep them on paper in a safe place. Each signs you in once if you lose your
        phone or key.
      </Alert>
      <ol className="usa-list code-list" aria-label="Recovery codes">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <p className="actions no-print">
        <Button type="button" outline onClick={() => window.print()}>
          Print
        </Button>
        <Button type="button" outline onClick={copy}>
          Copy
        </Button>
        <span role="status">{said}</span>
      </p>
    </section>
  )
}
