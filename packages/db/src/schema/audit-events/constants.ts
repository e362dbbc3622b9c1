export const ACTOR_KINDS = ['user', 'system', 'support'] as const
export type ActorKind = (typeof ACTOR_KINDS)[number]
