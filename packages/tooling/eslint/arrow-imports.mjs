/**
 * Import restrictions by folder. They repeat the arrow table for messages in the editor; the table itself is held
 * by the manifests and `checks/arrows.mjs`. In flat config a later block replaces a rule's list, so every list is
 * built here once and spread.
 * @typedef {{ group: string[], message: string }} Restriction
 */

/** @type {Restriction[]} */
const everywhere = [
  { group: ['@cmr/*/src/*', '@cmr/*/src'], message: 'Import what the package exports, not its files.' },
  { group: ['./*.js', '../*.js', '../**/*.js'], message: 'Relative imports carry the .ts extension.' },
]

/** @type {Restriction} */
const lucia = { group: ['lucia'], message: 'lucia stays inside packages/auth.' }
/** @type {Restriction} */
const drivers = { group: ['postgres', 'pg', 'pg-*'], message: 'packages/db is the only door to the database.' }
/** @type {Restriction} */
const orm = { group: ['drizzle-orm', 'drizzle-orm/*'], message: 'Call a service; tables stay below packages/services.' }
/** @type {Restriction} */
const jobs = {
  group: ['inngest', 'inngest/*', 'graphile-worker'],
  message: 'Background work stays inside packages/jobs.',
}
/** @type {Restriction} */
const remix = { group: ['@remix-run/*', 'remix'], message: 'Remix stays inside apps/web.' }
/** @type {Restriction} */
const react = { group: ['react', 'react-dom', 'react-dom/*'], message: 'React stays inside packages/ui and apps/web.' }
/** @type {Restriction} */
const node = { group: ['node:*', 'fs', 'path', 'crypto', 'os'], message: 'This package is pure: no input or output.' }

/** Zone by zone: which files, and what they may not import beside what nobody may. @type {{ files: string[], deny: Restriction[] }[]} */
const zones = [
  {
    files: ['packages/{record,errors,intake,jurisdiction,engine,conformance}/**', 'jurisdictions/**'],
    deny: [node, lucia, drivers, orm, jobs, remix, react],
  },
  { files: ['packages/storage/**'], deny: [lucia, drivers, orm, jobs, remix, react] },
  { files: ['packages/db/**'], deny: [lucia, jobs, remix, react] },
  { files: ['packages/auth/**'], deny: [drivers, jobs, remix, react] },
  { files: ['packages/services/**'], deny: [lucia, drivers, jobs, remix, react] },
  { files: ['packages/jobs/**'], deny: [lucia, orm, remix, react, { ...drivers, group: ['postgres'] }] },
  { files: ['packages/ui/**'], deny: [node, lucia, drivers, orm, jobs, remix] },
  { files: ['apps/web/**'], deny: [lucia, drivers, orm, jobs] },
  { files: ['apps/cli/**'], deny: [lucia, drivers, orm, jobs, remix, react] },
]

/** @typedef {import('eslint').Linter.Config} Config */

/**
 * Flat-config blocks. Tests of a pure package may use Node; what a package may depend on holds for them too.
 * @type {Config[]}
 */
export const arrowImports = zones.flatMap(({ files, deny }) => {
  /** @param {string[]} where @param {Restriction[]} patterns @returns {Config} */
  const block = (where, patterns) => ({
    files: where.map((folder) => `${folder}/*.{ts,tsx}`),
    rules: { 'no-restricted-imports': ['error', { patterns: [...everywhere, ...patterns] }] },
  })
  const tests = files.flatMap((folder) => [`${folder}/*.test.{ts,tsx}`, `${folder}/tests/*.ts`])
  return [
    block(files, deny),
    {
      ...block(
        files,
        deny.filter((restriction) => restriction !== node),
      ),
      files: tests,
    },
  ]
})
