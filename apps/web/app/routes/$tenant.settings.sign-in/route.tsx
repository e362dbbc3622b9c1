import { getSignInSettings, hasPermission, setSignInSettings } from '@cmr/auth'
import { Alert, Button, CheckField, ErrorSummary, TextField } from '@cmr/ui'
import { redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useNavigation, useSearchParams } from '@remix-run/react'
import { z } from 'zod'
import { problemOf, readForm } from '../../forms/read-form.ts'
import { refused, refusedBy } from '../../forms/refused.server.ts'
import { tenantAction, tenantLoader } from '../../route-builder.ts'

const SettingsForm = z.object({
  idleMinutes: z.coerce
    .number({ error: 'Enter 15 to 30 minutes' })
    .int('Enter whole minutes')
    .min(15, 'At least 15 minutes')
    .max(30, 'At most 30 minutes'),
  passwordMaxAgeDays: z.coerce.number({ error: 'Enter a number of days' }).int().min(1, 'At least a day').optional(),
  strictPasskeys: z.literal('yes').optional(),
})

export const loader = tenantLoader({ permission: 'settings:read', gate: 'open' }, async ({ ctx, app: { auth } }) => ({
  mayManage: hasPermission(ctx.actor, 'settings:manage'),
  settings: await getSignInSettings(auth, ctx),
}))

export const action = tenantAction(
  { permission: 'settings:manage', gate: 'open', stepUp: true },
  async ({ request, ctx, app: { auth } }) => {
    const read = readForm(SettingsForm, await request.formData())
    if ('problems' in read) return refused(read.problems)
    const { idleMinutes, passwordMaxAgeDays = null, strictPasskeys } = read.value
    const next = { idleMinutes, passwordMaxAgeDays, strictPasskeys: strictPasskeys !== undefined }
    try {
      await setSignInSettings(auth, ctx, next)
    } catch (error) {
      return refusedBy(error, 'idleMinutes')
    }
    return redirect(`/${ctx.tenant.slug}/settings/sign-in?saved=yes`)
  },
)

export const meta = () => [{ title: 'Signing in – Clear My Record' }]

export default function SignInSettings() {
  const { mayManage, settings } = useLoaderData<typeof loader>()
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
          <Button type="submit" disabled={busy}>
            Save
          </Button>
        </Form>
      </fieldset>
    </>
  )
}
