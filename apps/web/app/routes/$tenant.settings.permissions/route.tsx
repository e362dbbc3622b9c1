import { permissionTable } from '@cmr/auth'
import { SimpleTable } from '@cmr/ui'
import { useLoaderData } from '@remix-run/react'
import { ROLE_WORDS } from '../../role-words.ts'
import { tenantLoader } from '../../route-builder.ts'

const ROLES = ['admin', 'analyst', 'attorney', 'auditor'] as const
const SUPPORT = { read: 'with every grant', write: 'with a grant that says so', never: 'never' } as const

export const loader = tenantLoader({ permission: 'settings:read', gate: 'open' }, async () => {
  const { office, staff } = permissionTable()
  return {
    office: office.map(({ permission, allows, roles, support }) => ({
      permission,
      allows,
      roles,
      support: support === null ? ('never' as const) : support,
    })),
    staff: staff.map(({ permission, allows, staff: kinds }) => ({ permission, allows, kinds })),
  }
})

export const meta = () => [{ title: 'Permissions – Clear My Record' }]

export default function Permissions() {
  const { office, staff } = useLoaderData<typeof loader>()
  return (
    <>
      <h1>Permissions</h1>
      <p className="page__lead">
        Roles add up: somebody may have several. Whoever prepared a run never releases it, whatever their roles.
      </p>
      <SimpleTable
        caption="What each role of an office may do"
        head={['May', ...ROLES.map((role) => ROLE_WORDS[role].name), 'Support']}
        rows={office.map(({ permission, allows, roles, support }) => ({
          key: permission,
          cells: [allows, ...ROLES.map((role) => (roles.includes(role) ? 'yes' : 'no')), SUPPORT[support]],
        }))}
      />
      <h2>Code for America</h2>
      <p>What people of Code for America may do outside any office. None of it shows records.</p>
      <SimpleTable
        caption="What people of Code for America may do"
        head={['May', 'Who']}
        rows={staff.map(({ permission, allows, kinds }) => ({ key: permission, cells: [allows, kinds.join(', ')] }))}
      />
    </>
  )
}
