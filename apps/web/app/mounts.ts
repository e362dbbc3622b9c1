/**
 * Addresses the server answers before Remix does. The access, header and origin tests read this list together
 * with the route manifest, so nothing the server answers escapes them.
 */
export const mounts = [
  { path: '/health', methods: ['GET'], access: 'public' },
  { path: '/:tenant/uploads', methods: ['OPTIONS', 'POST'], access: 'file:write' },
  { path: '/:tenant/uploads/:upload', methods: ['OPTIONS', 'HEAD', 'PATCH'], access: 'file:write' },
] as const

/** First path segments that are product words; no tenant may be named so. */
export const reservedSlugs = ['assets', 'health', 'public', 'sign-in', 'sign-out', 'support'] as const
