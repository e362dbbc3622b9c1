const pureSources = '^(packages/(errors|record|intake|jurisdiction|engine)|jurisdictions/[^/]+)/src/'
const tests = '\\.(test|spec)\\.(ts|tsx)$'

/** What manifests cannot say: cycles, and borders inside a package. Run from the repository's root. */
export default {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or miss a third. Types alone may go round.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-means-pure',
      comment: 'Pure packages get what they need as arguments: no file, network, process or driver.',
      severity: 'error',
      from: { path: pureSources, pathNot: tests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'commands-run-offline',
      comment: 'Commands of the CLI use no database and no network; what does lives in src/admin.',
      severity: 'error',
      from: { path: '^apps/cli/src/commands/', pathNot: tests },
      to: { path: '^packages/(services|db|auth|storage|jobs)/|^apps/cli/src/admin/|/node_modules/(postgres|pg)/' },
    },
    {
      name: 'lucia-inside-auth',
      comment: 'lucia is replaced by replacing one package.',
      severity: 'error',
      from: { pathNot: '^packages/auth/' },
      to: { path: '/node_modules/lucia/' },
    },
    {
      name: 'executor-inside-embedded',
      comment: 'A deployment without the embedded executor must not load it.',
      severity: 'error',
      from: { path: '^packages/jobs/src/', pathNot: '^packages/jobs/src/(embedded/|test/|start-worker\\.ts)|' + tests },
      to: { path: '/node_modules/(graphile-worker|pg)/' },
    },
    {
      name: 'law-without-compat',
      comment: 'Current law shares no code with the rulesets that reproduce older software.',
      severity: 'error',
      from: { path: '^jurisdictions/[^/]+/src/rulesets/', pathNot: '/rulesets/[^/]*reference[^/]*/' },
      to: { path: '^jurisdictions/[^/]+/src/.*(compat/|/rulesets/[^/]*reference[^/]*/)' },
    },
    {
      name: 'no-tests-in-product',
      comment: 'Product code imports no test.',
      severity: 'error',
      from: { pathNot: tests + '|/tests?/|/e2e/' },
      to: { path: tests },
    },
    {
      name: 'resolvable',
      comment: 'Every import resolves.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^virtual:|\\.(css|scss)$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(build|dist|\\.data|\\.turbo|migrations|test-results|playwright-report)/' },
    tsPreCompilationDeps: true,
    moduleSystems: ['es6'],
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
}
