export { createUser, findUserId } from './accounts/create-user.ts'
export type { CreateUserInput } from './accounts/create-user.ts'
export {
  changeRoles,
  confirmAccess,
  disablePerson,
  enablePerson,
  resetFactors,
  setPersonnelDates,
  unlockUser,
} from './accounts/manage-people.ts'
export {
  changeStaff,
  disableStaff,
  enableStaff,
  listStaff,
  offerStaffPasswordReset,
  resetStaffFactors,
  setStaffDates,
  unlockStaff,
} from './accounts/manage-staff.ts'
export type { StaffPerson } from './accounts/manage-staff.ts'
export { listMemberships, listTenants, setMembership, setPersonnel } from './accounts/memberships.ts'
export type { Membership, PersonnelDates, TenantLine } from './accounts/memberships.ts'
export { listOfficePeople } from './accounts/office-people.ts'
export type { OfficePerson } from './accounts/office-people.ts'
export { recordsGate, requireRecordsGate } from './accounts/records-gate.ts'
export type { GateReason } from './accounts/records-gate.ts'
export type { By, OfficeContext, Origin, StaffContext } from './acting.ts'
export type { AuthDeps } from './auth-deps.ts'
export { acceptInvite, joinWithInvite, readInvite } from './invites/accept-invite.ts'
export type { OpenInvite } from './invites/accept-invite.ts'
export { createInvite, listInvites, revokeInvite } from './invites/create-invite.ts'
export type { Invitee, InviteLine, NewInvite } from './invites/create-invite.ts'
export { getFirstAdmin, inviteFirstAdmin } from './invites/invite-first-admin.ts'
export type { FirstAdminState } from './invites/invite-first-admin.ts'
export { inviteFirstOperator } from './invites/invite-first-operator.ts'
export { inviteStaff, listStaffInvites, revokeStaffInvite } from './invites/invite-staff.ts'
export type { StaffInviteLine } from './invites/invite-staff.ts'
export { beginPasskey, finishPasskey } from './passkeys/add-passkey.ts'
export type { PasskeyAnswer, PasskeyOffer } from './passkeys/add-passkey.ts'
export { hasTotp, listPasskeys, removePasskey } from './passkeys/list-passkeys.ts'
export type { PasskeyLine } from './passkeys/list-passkeys.ts'
export type { Site } from './passkeys/site.ts'
export { confirmWithPasskey, offerPasskeys } from './passkeys/use-passkey.ts'
export { changePassword, offerPasswordReset, resetPassword } from './passwords/change-password.ts'
export { PASSWORD_LENGTH } from './passwords/check-password.ts'
export { permissionTable } from './permissions/permission-table.ts'
export type {
  Permission,
  PermissionLine,
  StaffPermission,
  StaffPermissionLine,
} from './permissions/permission-table.ts'
export {
  hasPermission,
  hasStaffPermission,
  requirePermission,
  requireStaffPermission,
} from './permissions/permissions.ts'
export type { Actor } from './permissions/permissions.ts'
export { confirmWithRecoveryCode, countRecoveryCodes, renewRecoveryCodes } from './second-factor/recovery-codes.ts'
export { codeAt } from './second-factor/totp-code.ts'
export { beginTotp, confirmWithTotp, finishTotp, seedTotp } from './second-factor/totp.ts'
export type { Enrolled, TotpEnrolment } from './second-factor/totp.ts'
export {
  endAllSessions,
  endSession,
  listSessions,
  readSession,
  requireRecentSecondFactor,
  requireSecondFactor,
  watchSession,
} from './sessions/sessions.ts'
export type { OpenSession, SignedIn } from './sessions/sessions.ts'
export { getSignInSettings, setSignInSettings } from './settings/sign-in-settings.ts'
export type { SignInSettings } from './settings/sign-in-settings.ts'
export { signIn } from './sign-in/sign-in.ts'
export type { SignInInput } from './sign-in/sign-in.ts'
export { configureSso, findSsoOffice, getSso, getSsoSetup, switchSso } from './sso/sso-provider.ts'
export type { SsoLine, SsoSetup } from './sso/sso-provider.ts'
export { listSsoOnlyOffices, setSsoRules } from './sso/sso-rules.ts'
export type { SsoRules } from './sso/sso-rules.ts'
export { beginSso, finishSso } from './sso/sso-sign-in.ts'
export type { SsoBeginning, SsoFinish } from './sso/sso-sign-in.ts'
export { testSso, testSsoSetup } from './sso/test-sso.ts'
export type { SsoTest } from './sso/test-sso.ts'
export { sweepIdentity } from './sweep-identity.ts'
export type { SweptIdentity } from './sweep-identity.ts'
