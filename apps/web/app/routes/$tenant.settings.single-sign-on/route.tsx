import { getSso, hasPermission, setSsoRules, switchSso, testSso } from '@cmr/auth'
import { isAppError } from '@cmr/errors'
import { Alert, Button, CheckField, EmptyState, ErrorSummary, Facts, TextAreaField } from '@cmr/ui'
import type { FieldProblem } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation, useSearchParams } from '@remix-run/react'
import { z } from 'zod'
import { SsoTestAlert } from '../../components/sso-test-alert.tsx'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'
import { ssoAddresses } from '../../sso-addresses.ts'

const SsoForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('rules'),
    emailDomains: z.string().max(5000).default(''),
    isRequired: z.literal('yes').optional(),
  }),
  z.object({ intent: z.enum(['on', 'off', 'test']) }),
])

export const loader = tenantLoader(
  { permission: 'settings:read', gate: 'open' },
  async ({ ctx, viewer, app: { auth, identity } }) => ({
    mayManage: hasPermission(ctx.actor, 'settings:manage'),
    sso: (await getSso(auth, ctx)) ?? null,
    addresses: ssoAddresses(identity.site.origin, ctx.tenant.slug),
    /** Whether this very session began at the provider: only from one the provider may be required. */
    cameInByIt: viewer.tenantId !== null,
  }),
)

export const action = tenantAction(
  { permission: 'settings:manage', gate: 'open', stepUp: true },
  async ({ request, ctx, app: { auth } }) => {
    const read = readForm(SsoForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const given = read.value
    try {
      if (given.intent === 'test') return { tested: await testSso(auth, ctx) }
      if (given.intent === 'rules') {
        const emailDomains = given.emailDomains.split(/[\s,;]+/).filter((domain) => domain !== '')
        await setSsoRules(auth, ctx, { emailDomains, isRequired: given.isRequired !== undefined })
      } else await switchSso(auth, ctx, given.intent === 'on')
    } catch (error) {
      return refusedBy(error, fieldOf(error))
    }
    return redirect(`/${ctx.tenant.slug}/settings/single-sign-on?saved=yes`)
  },
)

/** The part of the page a verb's refusal is about. */
function fieldOf(error: unknown): string {
  const reason = isAppError(error) ? error.details?.reason : undefined
  if (reason === 'sso-domain') return 'emailDomains'
  return reason === 'sso-untried' ? 'isRequired' : 'provider'
}

export const meta = () => [{ title: 'Your own sign-in – Clear My Record' }]

type Shown = Awaited<ReturnType<typeof loader>>
type Provider = NonNullable<Shown['sso']>

export default function SingleSignOn() {
  const { mayManage, sso, addresses, cameInByIt } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const problems = answer && 'problems' in answer ? answer.problems : undefined
  const [search] = useSearchParams()
  if (sso === null) return <NoProvider back={addresses.back} />
  return (
    <>
      <h1>Your own sign-in service</h1>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {search.has('saved') && answer === undefined && (
        <Alert type="success" headingLevel="h2" slim role="status">
          Saved.
        </Alert>
      )}
      {answer && 'tested' in answer && <SsoTestAlert result={answer.tested} />}
      <div className="panel">
        <Facts
          items={[
            ['Issuer', sso.issuer],
            ['Client id', sso.clientId],
            ['Client secret', 'kept sealed, never shown'],
            ['State', sso.isOn ? 'on' : 'off'],
            ['A password leads in, too', sso.isRequired ? 'no' : 'yes'],
            ['Your way in', addresses.wayIn],
            ['Return address, registered there', addresses.back],
          ]}
        />
      </div>
      <p>
        Code for America registers issuer, client id and secret, because the service calls that address. Ask for
        changes.
      </p>
      <fieldset className="usa-fieldset plain-fieldset" disabled={!mayManage}>
        <ProviderActs sso={sso} />
        <RulesForm sso={sso} cameInByIt={cameInByIt} problems={problems} />
      </fieldset>
    </>
  )
}

function NoProvider({ back }: { readonly back: string }) {
  return (
    <>
      <h1>Your own sign-in service</h1>
      <EmptyState title="None is set up">
        <p>
          Your people can sign in with the accounts they have at your county. Code for America registers the provider,
          because the service calls its address: send the issuer’s address, a client id and a client secret (OpenID
          Connect).
        </p>
        <p>
          Register this return address at your provider: <span className="secret-text">{back}</span>
        </p>
      </EmptyState>
    </>
  )
}

function ProviderActs({ sso }: { readonly sso: Provider }) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post" id="provider" className="actions no-print">
      <Button type="submit" name="intent" value="test" outline disabled={busy}>
        Test the connection
      </Button>
      <Button type="submit" name="intent" value={sso.isOn ? 'off' : 'on'} outline disabled={busy}>
        {sso.isOn ? 'Switch it off' : 'Switch it on'}
      </Button>
    </Form>
  )
}

interface RulesFormProps {
  readonly sso: Provider
  readonly cameInByIt: boolean
  readonly problems: readonly FieldProblem[] | undefined
}

function RulesForm({ sso, cameInByIt, problems }: RulesFormProps) {
  const busy = useNavigation().state !== 'idle'
  return (
    <Form method="post">
      <h2>Who may come in by it</h2>
      <TextAreaField
        name="emailDomains"
        label="Domains of e-mail addresses"
        hint="One a line, like county.gov. Leave it empty to let in every person you have invited. The provider must have verified the address."
        defaultValue={sso.emailDomains.join('\n')}
        error={problemOf(problems, 'emailDomains')}
        maxLength={5000}
      />
      <CheckField
        name="isRequired"
        label="Let nobody in with a password"
        hint={
          cameInByIt || sso.isRequired
            ? 'Your people then sign in at your service only. If it fails for good, Code for America can switch it off.'
            : 'First sign in through your own service yourself; from there it can be required.'
        }
        defaultChecked={sso.isRequired}
        error={problemOf(problems, 'isRequired')}
      />
      <p className="actions no-print">
        <Button type="submit" name="intent" value="rules" disabled={busy}>
          Save
        </Button>
      </p>
    </Form>
  )
}
