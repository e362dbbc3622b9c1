export const TENANT_STATES = ['active', 'leaving', 'left'] as const
export type TenantState = (typeof TENANT_STATES)[number]
