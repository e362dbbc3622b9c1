export const ACTOR_KINDS = ['user', 'system', 'support'] as const
export type ActorKind = (typeof ACTOR_KINDS)[number]

/** Whether the act was done, was refused, or broke down. */
export const AUDIT_OUTCOMES = ['done', 'denied', 'failed'] as const
export type AuditOutcome = (typeof AUDIT_OUTCOMES)[number]
