import { beginPasskey, beginTotp, finishPasskey, finishTotp } from '@cmr/auth'
import { data } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { z } from 'zod'
import { LeaveForm } from '../../components/leave-form.tsx'
import { PlainPage } from '../../components/plain-page.tsx'
import { RecoveryCodes } from '../../components/recovery-codes.tsx'
import { readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { publicAction, publicLoader } from '../../route-builder.ts'
import { newPasskeyAnswer } from '../../second-factor/device-answer.ts'
import { qrModules } from '../../second-factor/qr-modules.server.ts'
import { returnAddress } from '../sign-in/return-address.ts'
import { SetUpForms } from './set-up-forms.tsx'

export const meta = () => [{ title: 'Set up your second factor – Clear My Record' }]

const secret = z.object({
  challenge: z.string().max(100),
  secret: z.string().max(100),
  uri: z.string().startsWith('otpauth://').max(500),
})

const SetUpForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('begin-totp') }),
  secret.extend({
    intent: z.literal('finish-totp'),
    code: z.string({ error: 'Enter the six digits your app shows' }).max(20, 'A code has six digits'),
  }),
  z.object({ intent: z.literal('begin-passkey') }),
  z.object({
    intent: z.literal('finish-passkey'),
    challenge: z.string().max(100),
    response: newPasskeyAnswer,
    name: z.string().max(60).default('Passkey'),
  }),
])

/**
 * Public, because without JavaScript the page that shows the recovery codes is made with the cookie of the session that
 * has just been replaced. It shows nothing of anybody; each act asks for the session itself.
 */
export const loader = publicLoader(
  { because: 'It shows nothing of anybody; its acts ask for the session themselves.' },
  async ({ request }) => ({ to: returnAddress(new URL(request.url).searchParams.get('to')) }),
)

export const action = publicAction(
  { because: 'Each of its acts takes the session’s token, and refuses without one.' },
  async ({ request, app, origin }) => {
    const { auth, identity } = app
    const read = readForm(SetUpForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const given = read.value
    try {
      switch (given.intent) {
        case 'begin-totp': {
          const begun = await identity.withToken(request, (token) => beginTotp(auth, token, origin))
          return { totp: { ...begun, qr: qrModules(begun.uri) } }
        }
        case 'begin-passkey':
          return {
            offer: await identity.withToken(request, (token) => beginPasskey(auth, token, identity.site, origin)),
          }
        case 'finish-passkey':
        case 'finish-totp': {
          const done = await identity.withToken(request, (token) =>
            given.intent === 'finish-totp'
              ? finishTotp(auth, token, given, origin)
              : finishPasskey(auth, token, given, identity.site, origin),
          )
          const headers = { 'Set-Cookie': await identity.keep(done.token) }
          return data({ done: true as const, recoveryCodes: done.recoveryCodes ?? null }, { headers })
        }
      }
    } catch (error) {
      const answer = refusedBy(error, given.intent.endsWith('totp') ? 'code' : 'passkey')
      if (given.intent !== 'finish-totp') return answer
      const { challenge, secret: text, uri } = given
      const totp = { challenge, secret: text, uri, qr: qrModules(uri) }
      return data({ ...answer.data, totp }, answer.init ?? undefined)
    }
  },
)

export default function SetUp() {
  const { to } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (answer !== undefined && 'done' in answer) return <Done to={to} recoveryCodes={answer.recoveryCodes} />
  return (
    <PlainPage wide>
      <h1>Set up your second factor</h1>
      <p>
        Criminal history records need more than a password. Choose what confirms that it is you each time you sign in.
        You can add others later.
      </p>
      <SetUpForms
        totp={answer && 'totp' in answer ? answer.totp : undefined}
        problems={answer && 'problems' in answer ? answer.problems : undefined}
      />
      <LeaveForm words="Sign out" />
    </PlainPage>
  )
}

function Done({ to, recoveryCodes }: { readonly to: string; readonly recoveryCodes: readonly string[] | null }) {
  return (
    <PlainPage wide>
      <h1>Your second factor is set up</h1>
      {recoveryCodes !== null && <RecoveryCodes codes={recoveryCodes} />}
      <p className="no-print">
        <a className="usa-button" href={to}>
          {recoveryCodes === null ? 'Go on' : 'I have kept the codes; go on'}
        </a>
      </p>
    </PlainPage>
  )
}
