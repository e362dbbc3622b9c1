import ts from 'typescript'
import { exportedConstants, literalValue, parseSource } from './literal-value.mjs'
import { listFiles, readText } from './workspace.mjs'

/**
 * @typedef {'tenant' | 'staff' | 'account' | 'public'} Access
 * @typedef {object} Route one way in
 * @property {string} file of the repository
 * @property {string} path `/:tenant/files/:batch`; `/*` is everything else
 * @property {'read' | 'write'} does a loader reads (GET, HEAD); an action writes (every other method)
 * @property {Access} access
 * @property {string} needs the permission, the kinds of staff, or why anybody may
 * @property {boolean} background
 * @property {string[]} also what else it declares: step-up, half session, open to people whose training is missing
 * @property {boolean} page drawn in the browser; else a file, a stream or data
 * @typedef {{ path: string, methods: string, access: string, needs: string }} Mount an address the server answers before Remix
 */

const ROUTE = /^apps\/web\/app\/(root\.tsx|routes\/([^/]+)\/route\.tsx?)$/
const BUILDER = /^(tenant|staff|account|public)(Loader|Action)$/
const HANDLERS = new Map([
  ['loader', 'Loader'],
  ['action', 'Action'],
])
const MOUNTS = 'apps/web/app/mounts.ts'

/** The address of a route folder, by the rules of Remix's flat routes. @param {string} folder */
export function pathOf(folder) {
  const steps = folder
    .replace(/\[(.)\]/g, (_, kept) => encodeURIComponent(kept).replace('.', '%2E'))
    .split('.')
    .filter((step) => !step.startsWith('_'))
    // `sign-in_` stands outside the layout of `sign-in`.
    .map((step) => step.replace(/_$/, ''))
    .map((step) => (step === '$' ? '*' : step.replace(/^\$/, ':').replaceAll('%2E', '.')))
  return `/${steps.join('/')}`
}

/** @param {string} root @returns {{ routes: Route[], problems: string[] }} */
export function listRoutes(root) {
  const found = listFiles(root).flatMap((file) => {
    const match = ROUTE.exec(file)
    return match ? [routesOf(file, match[2] === undefined ? '/' : pathOf(match[2]), readText(root, file))] : []
  })
  return {
    routes: found.flatMap(({ routes }) => routes).sort((a, b) => order(a).localeCompare(order(b), 'en')),
    problems: found.flatMap(({ problems }) => problems),
  }
}

/** @param {Route} route */
const order = ({ path, file, does }) => `${path} ${file} ${does}`

/** @param {string} file @param {string} path @param {string} text @returns {{ routes: Route[], problems: string[] }} */
function routesOf(file, path, text) {
  const source = parseSource(file, text)
  const page = source.statements.some(
    (statement) =>
      ts.canHaveModifiers(statement) &&
      ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword),
  )
  /** @type {Route[]} */
  const routes = []
  const problems = otherExports(source).map(
    (name) => `${file}: "${name}" must be a constant made by tenant…, staff…, account… or public… of route-builder.ts.`,
  )
  for (const { name, initializer } of exportedConstants(source)) {
    const kind = HANDLERS.get(name)
    if (kind === undefined) continue
    const declared = initializer && declarationOf(initializer, kind)
    if (typeof declared === 'string' || declared === undefined)
      problems.push(`${file}: ${declared ?? `"${name}" has no value.`}`)
    else routes.push({ file, path, does: name === 'loader' ? 'read' : 'write', page, ...declared })
  }
  return { routes, problems }
}

/** Loaders and actions that are not constants: functions and re-exports. @param {ts.SourceFile} source */
function otherExports(source) {
  return source.statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement))
      return HANDLERS.has(statement.name?.text ?? '') ? [statement.name?.text ?? ''] : []
    if (!ts.isExportDeclaration(statement)) return []
    if (!statement.exportClause) return ['*']
    if (!ts.isNamedExports(statement.exportClause)) return []
    return statement.exportClause.elements.map(({ name }) => name.text).filter((name) => HANDLERS.has(name))
  })
}

/**
 * @param {ts.Expression} initializer @param {string} kind
 * @returns {{ access: Access, needs: string, background: boolean, also: string[] } | string} what it declares, or what is wrong
 */
function declarationOf(initializer, kind) {
  const made = ts.isCallExpression(initializer) ? BUILDER.exec(initializer.expression.getText()) : null
  if (!made || made[2] !== kind || !ts.isCallExpression(initializer)) {
    return `its ${kind.toLowerCase()} is not made by one of tenant${kind}, staff${kind}, account${kind}, public${kind}.`
  }
  const options = initializer.arguments[0] && literalValue(initializer.arguments[0])
  if (typeof options !== 'object' || Array.isArray(options)) return 'what a route declares is written out in place.'
  // Safe: not a list, so an object of literals.
  const { permission, staff, because, background } = /** @type {Record<string, unknown>} */ (options)
  // Safe: one of the four words of BUILDER.
  const access = /** @type {Access} */ (made[1])
  const needs = {
    tenant: permission,
    staff: Array.isArray(staff) ? staff.join(', ') : undefined,
    account: 'signed in',
    public: because,
  }[access]
  if (typeof needs !== 'string' || needs === '') return `its ${kind.toLowerCase()} does not say in place what it needs.`
  return { access, needs, background: background === true, also: alsoOf(options) }
}

/** @param {object} options */
const alsoOf = (options) =>
  Object.entries({ stepUp: 'step-up', session: 'password alone', gate: 'open without training' }).flatMap(
    ([name, words]) => (name in options ? [words] : []),
  )

/** @param {string} root @returns {Mount[]} */
export function listMounts(root) {
  const source = parseSource(MOUNTS, readText(root, MOUNTS))
  const rules = exportedConstants(source).find(({ name }) => name === 'mountRules')?.initializer
  const listed = rules && literalValue(rules)
  // Safe: written out in place as the type of mounts.ts demands; the snapshot shows what is missing.
  return Array.isArray(listed) ? /** @type {Mount[]} */ (/** @type {unknown} */ (listed)) : []
}
