import { getFormProps, getInputProps, useForm } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
import { isAppError } from '@cmr/errors'
import { Button, ErrorSummary } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { data, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation } from '@remix-run/react'
import { z } from 'zod'
import { PlainPage } from '../../components/plain-page.tsx'
import { statusOf } from '../../error-response.server.ts'
import { publicAction, publicLoader } from '../../route-builder.ts'
import { returnAddress } from './return-address.ts'

const SignInForm = z.object({
  email: z.email({ error: 'Enter your e-mail address, like name@county.gov' }),
  password: z.string({ error: 'Enter your password' }).min(1).max(128, 'A password has at most 128 characters'),
  terms: z.literal('yes', { error: 'Read what this system is for, and say that you agree' }),
  to: z.string().max(2000).optional(),
})

export const meta = () => [{ title: 'Sign in – Clear My Record' }]

export const loader = publicLoader({ because: 'It is the way in.' }, async ({ request, app }) => {
  const to = returnAddress(new URL(request.url).searchParams.get('to'))
  const viewer = await app.identity.viewerOf(request, { background: false })
  if (viewer !== undefined) throw redirect(viewer.secondFactorAt === null ? secondStep(to) : '/')
  return { to }
})

export const action = publicAction({ because: 'It is the way in.' }, async ({ request, app, origin }) => {
  const submission = parseWithZod(await request.formData(), { schema: SignInForm })
  if (submission.status !== 'success') return data(submission.reply({ hideFields: ['password'] }), { status: 400 })
  const { email, password, to } = submission.value
  try {
    const cookie = await app.identity.signIn(request, { email, password }, origin)
    return redirect(secondStep(returnAddress(to ?? null)), { headers: { 'Set-Cookie': cookie } })
  } catch (error) {
    if (!isAppError(error) || error.code === 'INTERNAL') throw error
    return data(submission.reply({ formErrors: [error.message], hideFields: ['password'] }), {
      status: statusOf(error.code),
    })
  }
})

const secondStep = (to: string) => `/sign-in/second-factor?${new URLSearchParams({ to })}`

export default function SignIn() {
  const { to } = useLoaderData<typeof loader>()
  const lastResult = useActionData<typeof action>()
  const busy = useNavigation().state !== 'idle'
  const [form, fields] = useForm<z.input<typeof SignInForm>>({ id: 'sign-in', lastResult })
  const problems: FieldProblem[] = [fields.email, fields.password, fields.terms].flatMap(({ id, errors }) =>
    (errors ?? []).map((message) => ({ fieldId: id, message })),
  )
  for (const message of form.errors ?? []) problems.push({ fieldId: fields.email.id, message })
  return (
    <PlainPage>
      <h1>Sign in to Clear My Record</h1>
      <ErrorSummary problems={problems} />
      <Form method="post" {...getFormProps(form)}>
        <input type="hidden" name="to" value={to} />
        <label className="usa-label" htmlFor={fields.email.id}>
          E-mail address
        </label>
        <input
          {...getInputProps(fields.email, { type: 'email' })}
          className={`usa-input ${fields.email.errors ? 'usa-input--error' : ''}`}
          autoComplete="username"
          autoCapitalize="off"
        />
        <label className="usa-label" htmlFor={fields.password.id}>
          Password
        </label>
        <input
          {...getInputProps(fields.password, { type: 'password' })}
          className={`usa-input ${fields.password.errors ? 'usa-input--error' : ''}`}
          autoComplete="current-password"
        />
        <div className="terms" id="terms-of-use">
          <p>
            This system holds criminal history information. It is for authorized staff only. What you do here is
            recorded and may be reviewed. Use without authorization is prohibited and can be punished.
          </p>
        </div>
        <div className="usa-checkbox">
          <input
            {...getInputProps(fields.terms, { type: 'checkbox', value: 'yes' })}
            className="usa-checkbox__input"
            aria-describedby="terms-of-use"
          />
          <label className="usa-checkbox__label" htmlFor={fields.terms.id}>
            I have read this and agree
          </label>
        </div>
        <Button type="submit" disabled={busy}>
          {busy ? 'Signing in…' : 'Sign in'}
        </Button>
      </Form>
      <p>Forgot your password, or is your account locked? Ask an administrator of your office.</p>
    </PlainPage>
  )
}
