import { configureSso, getSsoSetup, testSsoSetup } from '@cmr/auth'
import { tenants } from '@cmr/services'
import { Alert, Button, ErrorSummary, Facts, TextField } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { isAppError } from '@cmr/errors'
import { redirect } from '@remix-run/node'
import { Form, Link, useActionData, useLoaderData, useLocation, useNavigation, useSearchParams } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { z } from 'zod'
import { SsoTestAlert } from '../../components/sso-test-alert.tsx'
import { SupportDesk } from '../../components/support-desk.tsx'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { staffAction, staffLoader } from '../../route-builder.ts'
import { ssoAddresses } from '../../sso-addresses.ts'
import { actingStaff, supportDesk } from '../../support-desk.server.ts'

const ProviderForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('register'),
    issuer: z
      .url({ protocol: /^https?$/, error: 'Enter the issuer’s address, like https://login.county.gov' })
      .max(500),
    clientId: z.string({ error: 'Enter the client id' }).trim().min(1, 'Enter the client id').max(300),
    clientSecret: z.string().max(500).optional(),
  }),
  z.object({ intent: z.literal('test') }),
])

export const loader = staffLoader(
  { staff: ['onboarding', 'operator'] },
  async ({ params, viewer, staff, app, origin }) => {
    const { id, slug, name } = await tenants.findOffice(app.auth, params['office'] ?? '')
    return {
      desk: supportDesk({ viewer, staff }),
      office: { slug, name },
      sso: (await getSsoSetup(app.auth, actingStaff({ viewer, staff, origin }), id)) ?? null,
      addresses: ssoAddresses(app.identity.site.origin, slug),
    }
  },
)

export const action = staffAction(
  { staff: ['onboarding', 'operator'], stepUp: true },
  async ({ request, params, viewer, staff, app, origin }) => {
    const read = readForm(ProviderForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const { id, slug } = await tenants.findOffice(app.auth, params['office'] ?? '')
    const who = actingStaff({ viewer, staff, origin })
    const given = read.value
    try {
      if (given.intent === 'test') return { tested: await testSsoSetup(app.auth, who, id) }
      const { issuer, clientId, clientSecret } = given
      await configureSso(app.auth, who, id, { issuer, clientId, ...(clientSecret !== undefined && { clientSecret }) })
    } catch (error) {
      return refusedBy(error, given.intent === 'test' ? 'test' : fieldOf(error))
    }
    return redirect(`/support/offices/${slug}/sign-on?saved=yes`)
  },
)

const fieldOf = (error: unknown) =>
  isAppError(error) && error.details?.reason === 'sso-secret' ? 'clientSecret' : 'issuer'

export const meta = () => [{ title: 'Sign-in service of an office – Clear My Record' }]

type Shown = Awaited<ReturnType<typeof loader>>

export default function SignOnOfOffice() {
  const { desk, office, sso, addresses } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const problems = answer && 'problems' in answer ? answer.problems : undefined
  const isSaved = useSearchParams()[0].has('saved') && answer === undefined
  return (
    <SupportDesk desk={desk}>
      <h1>Sign-in service of {office.name}</h1>
      <p className="page__lead">
        The service calls the address entered here, so Code for America registers it and the office switches it on
        (OpenID Connect).
      </p>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {isSaved && (
        <Alert type="success" headingLevel="h2" slim role="status">
          Saved, and switched off. Test the connection; then an administrator of the office switches it on.
        </Alert>
      )}
      {answer && 'tested' in answer && <SsoTestAlert result={answer.tested} />}
      <div className="panel">
        <Facts
          items={[
            ['Return address, to be registered there', addresses.back],
            ['The office’s way in', addresses.wayIn],
            ['State', sso === null ? 'nothing registered yet' : sso.isOn ? 'on' : 'registered, off'],
          ]}
        />
      </div>
      <ProviderFields sso={sso} problems={problems} isSaved={isSaved} />
      <p className="no-print">
        <Link className="usa-link" to={`/support/offices/${office.slug}`}>
          Back to the office
        </Link>
      </p>
    </SupportDesk>
  )
}

interface ProviderFieldsProps extends Pick<Shown, 'sso'> {
  readonly problems: readonly FieldProblem[] | undefined
  readonly isSaved: boolean
}

function ProviderFields({ sso, problems, isSaved }: ProviderFieldsProps) {
  const form = useRef<HTMLFormElement>(null)
  const { key } = useLocation()
  // What was saved does not stay in the field of the secret.
  useEffect(() => {
    if (isSaved) form.current?.reset()
  }, [isSaved, key])
  const busy = useNavigation().state !== 'idle'
  return (
    <>
      <Form method="post" ref={form}>
        <TextField
          name="issuer"
          label="Issuer"
          hint="The address the provider names itself by, beginning with https://"
          type="url"
          defaultValue={sso?.issuer ?? ''}
          error={problemOf(problems, 'issuer')}
        />
        <TextField
          name="clientId"
          label="Client id"
          defaultValue={sso?.clientId ?? ''}
          error={problemOf(problems, 'clientId')}
          autoComplete="off"
        />
        <TextField
          name="clientSecret"
          label="Client secret"
          hint={
            sso === null
              ? 'It is kept sealed and never shown again.'
              : 'One is kept and never shown. Leave this empty to keep it; another issuer needs a new one.'
          }
          type="password"
          error={problemOf(problems, 'clientSecret')}
          autoComplete="off"
        />
        <p className="actions no-print">
          <Button type="submit" name="intent" value="register" disabled={busy}>
            {sso === null ? 'Register' : 'Save; the office switches it on again'}
          </Button>
        </p>
      </Form>
      {sso !== null && (
        <Form method="post" id="test" className="no-print">
          <Button type="submit" name="intent" value="test" outline disabled={busy}>
            Test the connection
          </Button>
        </Form>
      )}
    </>
  )
}
