import { hasPermission } from '@cmr/auth'
import { keys } from '@cmr/services'
import { Alert, Button, EmptyState, ErrorSummary, SimpleTable } from '@cmr/ui'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { count, instant } from '../../format.ts'
import { readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'

/** So much is sealed again in one request that the page answers within seconds. */
const PORTION = 2000

const KeyForm = z.object({ intent: z.enum(['rotate', 'rewrap']) })

export const loader = tenantLoader(
  { permission: 'settings:read', gate: 'open' },
  async ({ ctx, deps, membership: { tenant } }) => ({
    mayManage: hasPermission(ctx.actor, 'key:manage'),
    keys: (await keys.listKeys(ctx, deps)).map(({ version, createdAt, retiredAt }) => ({
      version,
      madeAt: instant(createdAt, tenant.timeZone),
      retiredAt: retiredAt === null ? null : instant(retiredAt, tenant.timeZone),
    })),
  }),
)

export const action = tenantAction(
  { permission: 'key:manage', gate: 'open', stepUp: true },
  async ({ request, ctx, deps }) => {
    const read = readForm(KeyForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    try {
      if (read.value.intent === 'rotate') return { rotated: (await keys.rotateKey(ctx, deps)).version }
      return { rewrapped: await keys.rewrapKeys(ctx, deps, { limit: PORTION }) }
    } catch (error) {
      return refusedBy(error, 'keys')
    }
  },
)

export const meta = () => [{ title: 'Keys – Clear My Record' }]

export default function Keys() {
  const { mayManage, keys: shown } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const busy = useNavigation().state !== 'idle'
  return (
    <>
      <h1>Keys</h1>
      <p className="page__lead">
        Files and rows of your office are sealed with a key of its own. Nobody, you included, can see the key. Replace
        it when somebody who ran the service has left, or as your rules ask.
      </p>
      {answer && 'problems' in answer && <ErrorSummary problems={answer.problems} />}
      {answer && <Outcome answer={answer} />}
      {shown.length === 0 ? (
        <EmptyState title="No key yet">
          <p>Your office gets its first key with its first file.</p>
        </EmptyState>
      ) : (
        <SimpleTable
          caption="Keys, newest first"
          head={['Version', 'Made', 'Use']}
          rows={shown.map(({ version, madeAt, retiredAt }, index) => ({
            key: String(version),
            cells: [version, madeAt, purposeOf(index, retiredAt)],
          }))}
        />
      )}
      {mayManage && (
        <Form method="post" className="actions no-print" id="keys">
          <Button type="submit" name="intent" value="rotate" disabled={busy}>
            Replace the key
          </Button>
          <Button type="submit" name="intent" value="rewrap" outline disabled={busy}>
            Seal earlier data with the new key
          </Button>
        </Form>
      )}
    </>
  )
}

const purposeOf = (index: number, retiredAt: string | null) => {
  if (index === 0) return 'in use'
  return retiredAt === null ? 'opens earlier data until it is sealed again' : `retired ${retiredAt}`
}

type Answer = NonNullable<ReturnType<typeof useActionData<typeof action>>>

function Outcome({ answer }: { readonly answer: Answer }) {
  if ('rotated' in answer) {
    return (
      <Alert type="success" headingLevel="h2" slim role="status">
        New data is sealed with version {answer.rotated}. Seal earlier data with it, too, so that older keys can retire.
      </Alert>
    )
  }
  if (!('rewrapped' in answer)) return null
  const { objects, slices, done } = answer.rewrapped
  return (
    <Alert type={done ? 'success' : 'info'} headingLevel="h2" slim role="status">
      {count(objects)} files and {count(slices)} rows were sealed again.{' '}
      {done ? 'Nothing is left under an older key.' : 'More is left: press the button again.'}
    </Alert>
  )
}
