import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'
import { parseSource } from './literal-value.mjs'
import { listFiles, readText } from './workspace.mjs'

/** @typedef {{ verb: string, needs: string, file: string }} Verb `needs` is a permission, "background work" or '' */

const ENTITY = /^packages\/services\/src\/([^/]+)\/index\.ts$/
const GUARDS = new Set(['requirePermission', 'requireStaffPermission', 'requireSystem', 'requireActor'])
/** Who a verb may act for: somebody in an office, or somebody of Code for America. */
const ACTORS = new Set(['Context', 'StaffContext', 'NamedStaff'])

/** Verbs that ask for nothing, and why that is right. @type {Record<string, string>} */
const ASKS_NOTHING = {
  'support.actingContext': 'it asks for a grant of the office that runs',
  'support.watchGrant': 'it watches the grant of whoever acts',
  'audit.auditCsv': 'the verbs that hand the log out ask for it',
}

/** Every verb the services offer that acts for somebody, with what it asks of them. @param {string} root @returns {Verb[]} */
export function listVerbs(root) {
  return listFiles(root)
    .filter((path) => ENTITY.test(path))
    .flatMap((index) => {
      const entity = index.split('/').at(-2) ?? ''
      return exportsOf(root, index).flatMap(({ name, file }) => {
        const declared = functionOf(root, file, name)
        return declared && actsForSomebody(declared)
          ? [{ verb: `${entity}.${name}`, needs: needsOf(declared) || (ASKS_NOTHING[`${entity}.${name}`] ?? ''), file }]
          : []
      })
    })
}

/** Values an index hands on by name. @param {string} root @param {string} index */
function exportsOf(root, index) {
  return parseSource(index, readText(root, index)).statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || statement.isTypeOnly || !statement.moduleSpecifier) return []
    if (!statement.exportClause || !ts.isNamedExports(statement.exportClause)) return []
    if (!ts.isStringLiteral(statement.moduleSpecifier)) return []
    const file = join(dirname(index), statement.moduleSpecifier.text)
    return statement.exportClause.elements.map(({ name, propertyName }) => ({
      name: (propertyName ?? name).text,
      file,
    }))
  })
}

/** @param {string} root @param {string} file @param {string} name */
function functionOf(root, file, name) {
  if (!existsSync(join(root, file))) return undefined
  return parseSource(file, readText(root, file)).statements.find(
    (statement) => ts.isFunctionDeclaration(statement) && statement.name?.text === name,
  )
}

/** @param {ts.Statement} declared */
const actsForSomebody = (declared) =>
  ts.isFunctionDeclaration(declared) && ACTORS.has(declared.parameters[0]?.type?.getText() ?? '')

/** @param {ts.Node} declared */
function needsOf(declared) {
  /** @type {string[]} */
  const needs = []
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node) && GUARDS.has(node.expression.getText())) {
      const asked = node.arguments[1]
      if (node.expression.getText() === 'requireSystem') needs.push('background work')
      else needs.push(asked && ts.isStringLiteralLike(asked) ? asked.text : (asked?.getText() ?? ''))
    }
    ts.forEachChild(node, visit)
  }
  visit(declared)
  return [...new Set(needs)].join(', ')
}
