import jsxA11y from 'eslint-plugin-jsx-a11y'
import playwright from 'eslint-plugin-playwright'
import reactHooks from 'eslint-plugin-react-hooks'
import globals from 'globals'
import tseslint from 'typescript-eslint'
import { arrowImports } from './arrow-imports.mjs'
import { localRules } from './rules/index.mjs'

const SOURCES = ['**/*.{ts,tsx}']
const TESTS = ['**/*.test.{ts,tsx,mjs}', '**/*.spec.ts', '**/test/**', '**/tests/**', 'apps/web/e2e/**']
const TOOLS = ['packages/tooling/**', '**/*.config.{ts,mjs}', '**/bin/*.mjs']
const PURE = ['packages/{record,intake,jurisdiction,engine}/src/**/*.ts', 'jurisdictions/*/src/**/*.ts']
const SCREENS = ['packages/ui/**/*.{ts,tsx}', 'apps/web/app/**/*.{ts,tsx}']
const GENERATED = ['**/migrations/**', '**/*.generated.ts']
const DEFAULT_EXPORT_IS_THE_CONTRACT = [
  '**/*.d.ts',
  '**/*.config.{ts,mjs}',
  'packages/tooling/eslint/config.mjs',
  'packages/tooling/dependency-cruiser.mjs',
  'packages/db/src/test/global-setup.ts',
  'apps/web/app/routes.ts',
  'apps/web/app/{root,entry.client,entry.server}.tsx',
  'apps/web/app/routes/**/*.{ts,tsx}',
]
const READS_ENVIRONMENT = ['**/env.ts', '**/env.server.ts', '**/*-env.ts', ...TESTS, ...TOOLS]

/** For every file. @type {import('eslint').Linter.RulesRecord} */
const everyFile = {
  complexity: ['error', { max: 12, variant: 'modified' }],
  eqeqeq: 'error',
  'max-lines': ['error', { max: 400 }],
  'no-constant-condition': ['error', { checkLoops: false }],
  'no-debugger': 'error',
  'no-empty': ['error', { allowEmptyCatch: false }],
  'no-eval': 'error',
  'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true } }],
  'no-self-compare': 'error',
  'no-unreachable-loop': 'error',
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  'cmr/no-process-env': 'error',
}

/** For TypeScript, beside what oxlint.json asks the type checker. @type {import('eslint').Linter.RulesRecord} */
const typeScriptFile = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
  '@typescript-eslint/no-explicit-any': 'off',
  'cmr/any-needs-reason': 'error',
  'cmr/no-raw-sql': 'error',
  'cmr/no-record-data-in-errors': 'error',
}

/** For tests in a browser: what is asserted is waited for, never read once. @type {import('eslint').Linter.RulesRecord} */
const browserTest = {
  'playwright/missing-playwright-await': 'error',
  'playwright/no-conditional-expect': 'error',
  'playwright/no-element-handle': 'error',
  'playwright/no-focused-test': 'error',
  'playwright/no-force-option': 'error',
  'playwright/no-page-pause': 'error',
  'playwright/no-skipped-test': 'error',
  'playwright/no-useless-await': 'error',
  'playwright/no-wait-for-navigation': 'error',
  'playwright/no-wait-for-selector': 'error',
  'playwright/prefer-to-have-count': 'error',
  'playwright/prefer-web-first-assertions': 'error',
}

/**
 * The one ESLint configuration. Run from the repository's root: `eslint --config packages/tooling/eslint/config.mjs .`
 * It reads one file at a time; rules that need the types of a program are oxlint's, in `oxlint.json`.
 */
export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/build/',
      '**/dist/',
      '**/.data/',
      '**/.turbo/',
      '**/coverage/',
      '**/playwright-report/',
      '**/test-results/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' }, plugins: { cmr: localRules } },
  tseslint.configs.recommended,
  { files: ['**/*.{ts,tsx,mjs}'], languageOptions: { globals: globals.node }, rules: everyFile },
  { files: SOURCES, rules: typeScriptFile },
  ...arrowImports,
  { files: PURE, ignores: TESTS, rules: { 'cmr/no-clock-in-pure-code': 'error' } },
  { files: ['packages/services/src/**/*.ts'], ignores: TESTS, rules: { 'cmr/service-mutation-guards': 'error' } },
  { files: ['apps/web/**/*.{ts,tsx}'], rules: { 'cmr/no-lost-response': 'error' } },
  { files: ['apps/web/app/{root.tsx,routes/*/route.{ts,tsx}}'], rules: { 'cmr/declared-route': 'error' } },
  { ...jsxA11y.flatConfigs.recommended, files: SCREENS },
  {
    files: SCREENS,
    rules: { 'jsx-a11y/no-noninteractive-tabindex': ['error', { tags: [], roles: ['region', 'tabpanel'] }] },
  },
  { files: SCREENS, plugins: { 'react-hooks': reactHooks }, rules: reactHooks.configs.recommended.rules },
  { files: SCREENS, languageOptions: { globals: { ...globals.node, ...globals.browser } } },
  { files: ['apps/web/e2e/**/*.ts'], plugins: { playwright }, rules: browserTest },
  { files: ['packages/db/src/**/*.ts'], rules: { 'cmr/no-raw-sql': 'off' } },
  { files: READS_ENVIRONMENT, rules: { 'cmr/no-process-env': 'off' } },
  { files: [...TESTS, ...GENERATED], rules: { 'max-lines': 'off' } },
  { files: TESTS, rules: { 'cmr/no-record-data-in-errors': 'off', 'cmr/no-raw-sql': 'off' } },
  { files: DEFAULT_EXPORT_IS_THE_CONTRACT, rules: { 'no-restricted-exports': 'off' } },
)
