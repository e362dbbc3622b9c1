import { hasStaffPermission } from '@cmr/auth'
import type { StaffContext, StaffPermission } from '@cmr/auth'
import { shownViewer } from './components/shell.tsx'
import type { StaffRequest } from './route-builder.ts'

type AtDesk = Pick<StaffRequest, 'viewer' | 'staff'>

/** Zone in which people of Code for America are shown times. */
export const DESK_ZONE = 'America/New_York'

const PAGES: readonly { to: string; label: string; end?: boolean; needs: StaffPermission }[] = [
  { to: '/support', label: 'Offices', end: true, needs: 'office:health' },
  { to: '/support/request', label: 'Request access', needs: 'support:request' },
  { to: '/support/open-office', label: 'Open an office', needs: 'office:create' },
  { to: '/support/people', label: 'People', needs: 'staff:manage' },
  { to: '/support/removal', label: 'Remove an office', needs: 'office:remove' },
]

/** What the frame of the desk's pages shows: who is signed in, and the pages they may open. */
export function supportDesk({ viewer, staff }: AtDesk) {
  return {
    viewer: shownViewer(viewer),
    links: PAGES.filter(({ needs }) => hasStaffPermission(staff, needs)).map(({ needs: _, ...link }) => link),
  }
}

/** Somebody of Code for America, for a verb. */
export function actingStaff({ viewer, staff, origin }: AtDesk & Pick<StaffRequest, 'origin'>): StaffContext {
  return { ...origin, userId: viewer.userId, sessionId: viewer.sessionId, staff }
}
