import { getSignInSettings, getSso, hasPermission, setSignInSettings, switchSso } from '@cmr/auth'
import { Alert, Button, CheckField, ErrorSummary, Facts, TextField } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation, useSearchParams } from '@remix-run/react'
import { z } from 'zod'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'

const SettingsForm = z.discriminatedUnion('intent', [
  z.object({
    intent: z.literal('settings'),
    idleMinutes: z.coerce
      .number({ error: 'Enter 15 to 30 minutes' })
      .int('Enter whole minutes')
      .min(15, 'At least 15 minutes')
      .max(30, 'At most 30 minutes'),
    passwordMaxAgeDays: z.coerce.number({ error: 'Enter a number of days' }).int().min(1, 'At least a day').optional(),
    strictPasskeys: z.literal('yes').optional(),
  }),
  z.object({ intent: z.enum(['sso-on', 'sso-off']) }),
])

export const loader = tenantLoader(
  { permission: 'settings:read', gate: 'open' },
  async ({ ctx, app: { auth, identity } }) => ({
    mayManage: hasPermission(ctx.actor, 'settings:manage'),
    settings: await getSignInSettings(auth, ctx),
    sso: (await getSso(auth, ctx)) ?? null,
    wayIn: `${identity.site.origin}/sign-in/${ctx.tenant.slug}`,
  }),
)

export const action = tenantAction(
  { permission: 'settings:manage', gate: 'open', stepUp: true },
  async ({ request, ctx, app: { auth } }) => {
    const read = readForm(SettingsForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const given = read.value
    try {
      if (given.intent === 'settings') {
        const { idleMinutes, passwordMaxAgeDays = null, strictPasskeys } = given
        await setSignInSettings(auth, ctx, {
          idleMinutes,
          passwordMaxAgeDays,
          strictPasskeys: strictPasskeys !== undefined,
        })
      } else await switchSso(auth, ctx, given.intent === 'sso-on')
    } catch (error) {
      return refusedBy(error, given.intent === 'settings' ? 'idleMinutes' : 'sso')
    }
    return redirect(`/${ctx.tenant.slug}/settings/sign-in?saved=yes`)
  },
)

export const meta = () => [{ title: 'Signing in – Clear My Record' }]

export default function SignInSettings() {
  const { mayManage, settings, sso, wayIn } = useLoaderData<typeof loader>()
  const problems = useActionData<typeof action>()?.problems
  const [search] = useSearchParams()
  const busy = useNavigation().state !== 'idle'
  return (
    <>
      <h1>Signing in</h1>
      {problems !== undefined && <ErrorSummary problems={problems} />}
      {search.has('saved') && problems === undefined && (
        <Alert type="success" headingLevel="h2" slim role="status">
          Saved. It holds for sessions that are open, too.
        </Alert>
      )}
      <fieldset className="usa-fieldset plain-fieldset" disabled={!mayManage}>
        <Form method="post">
          <TextField
            name="idleMinutes"
            label="Minutes without activity after which people are signed out"
            hint="15 to 30. Everybody is signed out after 12 hours in any case."
            type="number"
            min={15}
            max={30}
            defaultValue={settings.idleMinutes}
            error={problemOf(problems, 'idleMinutes')}
          />
          <TextField
            name="passwordMaxAgeDays"
            label="Days after which a password must be changed"
            hint="Leave it empty for never. Some rules ask for a year, others forbid it."
            type="number"
            min={1}
            defaultValue={settings.passwordMaxAgeDays ?? ''}
            error={problemOf(problems, 'passwordMaxAgeDays')}
          />
          <CheckField
            name="strictPasskeys"
            label="Accept only passkeys that stay on one device"
            hint="Refuses passkeys that a phone or browser copies to other devices."
            defaultChecked={settings.strictPasskeys}
          />
          <Button type="submit" name="intent" value="settings" disabled={busy}>
            Save
          </Button>
        </Form>
        <Form method="post" id="sso">
          <h2>Your own sign-in service</h2>
          {sso === null ? (
            <p>
              None is set up. Code for America registers it for you, because the service calls its address: ask with the
              issuer’s address, a client id and a client secret (OpenID Connect).
            </p>
          ) : (
            <>
              <div className="panel">
                <Facts
                  items={[
                    ['Issuer', sso.issuer],
                    ['Client id', sso.clientId],
                    ['State', sso.isOn ? 'on' : 'off'],
                    ['Your way in', wayIn],
                  ]}
                />
              </div>
              <Button type="submit" name="intent" value={sso.isOn ? 'sso-off' : 'sso-on'} outline disabled={busy}>
                {sso.isOn ? 'Switch it off' : 'Switch it on'}
              </Button>
            </>
          )}
        </Form>
      </fieldset>
    </>
  )
}
