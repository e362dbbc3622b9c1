/** Addresses the server answers before Remix does, so that tests over all addresses can read them beside the routes. */
export const mounts = {
  health: '/health',
  uploads: '/:tenant/uploads',
} as const

/**
 * Who may use them. `docs/routes.md` is made from this list, and the tests over all addresses go by it.
 * @public read from the source by the check `routes`
 */
export const mountRules = [
  { path: '/health', methods: 'GET', access: 'public', needs: 'It says only whether the database answers.' },
  { path: '/assets/*', methods: 'GET', access: 'public', needs: 'Built scripts, styles, fonts and pictures.' },
  { path: '/:tenant/uploads', methods: 'OPTIONS, POST', access: 'tenant', needs: 'file:write' },
  { path: '/:tenant/uploads/:upload', methods: 'OPTIONS, HEAD, PATCH', access: 'tenant', needs: 'file:write' },
] as const
