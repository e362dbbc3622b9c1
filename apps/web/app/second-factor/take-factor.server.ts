import { confirmWithPasskey, confirmWithRecoveryCode, confirmWithTotp, offerPasskeys } from '@cmr/auth'
import { redirect } from '@remix-run/node'
import { z } from 'zod'
import { readForm } from '../forms/read-form.ts'
import { refused, refusedBy } from '../forms/refused.server.ts'
import type { PlainRequest } from '../route-builder.ts'
import { returnAddress } from '../routes/sign-in/return-address.ts'
import { passkeyAnswer } from './device-answer.ts'

const to = z.string().max(2000).optional()

const FactorForm = z.discriminatedUnion('intent', [
  z.object({ intent: z.literal('offer') }),
  z.object({ intent: z.literal('passkey'), challenge: z.string().max(100), response: passkeyAnswer, to }),
  z.object({
    intent: z.literal('totp'),
    code: z.string({ error: 'Enter the six digits your app shows' }).max(20, 'A code has six digits'),
    to,
  }),
  z.object({
    intent: z.literal('recovery'),
    recovery: z.string({ error: 'Enter one of your recovery codes' }).max(40, 'This is longer than a recovery code'),
    to,
  }),
])

/**
 * Takes the form of `FactorForms`: gives a device its question, or confirms the session by code or device and leads
 * back to where the person wanted to go.
 */
export async function takeFactor({ request, app, origin }: PlainRequest) {
  const { auth, identity } = app
  const read = readForm(FactorForm, await request.formData())
  if ('problems' in read) return refused(read.problems)
  const given = read.value
  if (given.intent === 'offer') {
    const offer = await identity.withToken(request, (token) => offerPasskeys(auth, token, identity.site, origin))
    return { offer }
  }
  try {
    const raised = await identity.withToken(request, (token) => {
      switch (given.intent) {
        case 'totp':
          return confirmWithTotp(auth, token, given.code, origin)
        case 'recovery':
          return confirmWithRecoveryCode(auth, token, given.recovery, origin)
        case 'passkey':
          return confirmWithPasskey(auth, token, given, identity.site, origin)
      }
    })
    return redirect(returnAddress(given.to ?? null), { headers: { 'Set-Cookie': await identity.keep(raised) } })
  } catch (error) {
    const field = { totp: 'code', recovery: 'recovery', passkey: 'passkey' } as const
    return refusedBy(error, field[given.intent])
  }
}
