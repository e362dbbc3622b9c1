/** Addresses the server answers before Remix does, so that tests over all addresses can read them beside the routes. */
export const mounts = {
  health: '/health',
  uploads: '/:tenant/uploads',
} as const
