import {
  countRecoveryCodes,
  endAllSessions,
  hasTotp,
  listPasskeys,
  listSessions,
  removePasskey,
  renewRecoveryCodes,
} from '@cmr/auth'
import { Button, EmptyState, ErrorSummary, Facts, SimpleTable } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { RecoveryCodes } from '../../components/recovery-codes.tsx'
import { Shell, shownViewer } from '../../components/shell.tsx'
import { counted, instant } from '../../format.ts'
import { readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { accountAction, accountLoader } from '../../route-builder.ts'

const AccountForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('new-codes') }),
  z.object({ intent: z.literal('remove-passkey'), passkey: z.uuid() }),
  z.object({ intent: z.literal('sign-out-everywhere') }),
])

const WAYS = {
  totp: 'authenticator app',
  passkey: 'passkey',
  recovery: 'recovery code',
  sso: 'your office’s sign-in',
} as const

export const meta = () => [{ title: 'Your account – Clear My Record' }]

export const loader = accountLoader({}, async ({ app: { auth }, viewer }) => {
  const zone = viewer.memberships[0]?.tenant.timeZone ?? 'America/New_York'
  const passkeys = await listPasskeys(auth, viewer.userId)
  const sessions = await listSessions(auth, viewer.userId)
  return {
    viewer: shownViewer(viewer),
    email: viewer.email,
    hasTotp: await hasTotp(auth, viewer.userId),
    codesLeft: await countRecoveryCodes(auth, viewer.userId),
    passkeys: passkeys.map(({ id, name, isSynced, createdAt, lastUsedAt }) => ({
      id,
      name,
      kind: isSynced ? 'can be copied to your other devices' : 'stays on one device',
      addedAt: instant(createdAt, zone),
      usedAt: lastUsedAt === null ? 'never' : instant(lastUsedAt, zone),
    })),
    sessions: sessions.map(({ sessionId, signedInAt, lastUserActivityAt, secondFactor }) => ({
      key: sessionId.slice(0, 8),
      isThis: sessionId === viewer.sessionId,
      since: instant(signedInAt, zone),
      active: instant(lastUserActivityAt, zone),
      way: secondFactor === null ? 'password only' : WAYS[secondFactor],
    })),
  }
})

export const action = accountAction({ stepUp: true }, async ({ request, app, origin, viewer }) => {
  const { auth, identity } = app
  const read = readForm(AccountForm, await request.formData())
  if ('problems' in read) return refused(read.problems)
  const given = read.value
  try {
    if (given.intent === 'new-codes') {
      return { codes: await identity.withToken(request, (token) => renewRecoveryCodes(auth, token, origin)) }
    }
    if (given.intent === 'remove-passkey') {
      await identity.withToken(request, (token) => removePasskey(auth, token, given.passkey, origin))
      return redirect('/account')
    }
  } catch (error) {
    return refusedBy(error, 'factors')
  }
  await endAllSessions(auth, viewer.userId)
  const cookie = await identity.signOut(request, origin)
  return redirect('/sign-in', { headers: { 'Set-Cookie': cookie, 'Clear-Site-Data': '"cache", "storage"' } })
})

export default function Account() {
  const account = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const busy = useNavigation().state !== 'idle'
  return (
    <Shell office={{ slug: '', name: 'Your account' }} viewer={account.viewer} links={[]}>
      <h1>Your account</h1>
      {answer && 'problems' in answer && <ErrorSummary problems={answer.problems} />}
      <div className="panel">
        <Facts
          items={[
            ['Name', account.viewer.name],
            ['E-mail address', account.email],
            [
              'Password',
              <a className="usa-link" key="password" href="/account/password">
                Change it
              </a>,
            ],
          ]}
        />
      </div>
      <h2 id="factors">Second factors</h2>
      <p>
        {account.hasTotp ? 'An authenticator app is set up. ' : 'No authenticator app is set up. '}
        {account.codesLeft === 0
          ? 'You have no recovery code left.'
          : `${counted(account.codesLeft, 'recovery code')} left.`}
      </p>
      <PasskeyTable passkeys={account.passkeys} busy={busy} />
      {answer && 'codes' in answer && <RecoveryCodes codes={answer.codes} />}
      <Form method="post" className="actions no-print">
        <a className="usa-button usa-button--outline" href="/sign-in/set-up?to=/account">
          Add or replace a factor
        </a>
        <Button type="submit" name="intent" value="new-codes" outline disabled={busy}>
          Make new recovery codes
        </Button>
      </Form>
      <h2>Where you are signed in</h2>
      <SimpleTable
        caption="Sessions"
        head={['Since', 'Last used', 'Confirmed by', 'This one']}
        rows={account.sessions.map(({ key, since, active, way, isThis }) => ({
          key,
          cells: [since, active, way, isThis ? 'yes' : 'no'],
        }))}
      />
      <Form method="post" className="actions no-print">
        <Button type="submit" name="intent" value="sign-out-everywhere" outline disabled={busy}>
          Sign out everywhere
        </Button>
      </Form>
    </Shell>
  )
}

interface PasskeyTableProps {
  readonly passkeys: readonly {
    readonly id: string
    readonly name: string
    readonly kind: string
    readonly addedAt: string
    readonly usedAt: string
  }[]
  readonly busy: boolean
}

function PasskeyTable({ passkeys, busy }: PasskeyTableProps) {
  if (passkeys.length === 0) {
    return (
      <EmptyState title="No passkey">
        <p>A passkey is the safest second factor: it cannot be given away by mistake.</p>
      </EmptyState>
    )
  }
  return (
    <SimpleTable
      caption="Passkeys"
      head={['Name', 'Kind', 'Added', 'Last used', 'Remove']}
      rows={passkeys.map(({ id, name, kind, addedAt, usedAt }) => ({
        key: id,
        cells: [
          name,
          kind,
          addedAt,
          usedAt,
          <Form method="post" key="remove">
            <input type="hidden" name="passkey" value={id} />
            <Button type="submit" name="intent" value="remove-passkey" unstyled disabled={busy}>
              Remove<span className="usa-sr-only"> {name}</span>
            </Button>
          </Form>,
        ],
      }))}
    />
  )
}
