import ts from 'typescript'

/** @typedef {string | number | boolean | readonly unknown[] | { readonly [key: string]: unknown } | undefined} Literal */

/**
 * What an expression of literals comes to: texts, numbers, booleans, lists and objects of them. A part that is
 * anything else (a call, a name) is undefined.
 * @param {ts.Expression} node @returns {Literal}
 */
export function literalValue(node) {
  if (ts.isStringLiteralLike(node)) return node.text
  if (ts.isNumericLiteral(node)) return Number(node.text)
  if (node.kind === ts.SyntaxKind.TrueKeyword) return true
  if (node.kind === ts.SyntaxKind.FalseKeyword) return false
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return literalValue(node.expression)
  if (ts.isArrayLiteralExpression(node)) return node.elements.map(literalValue)
  if (ts.isObjectLiteralExpression(node)) return objectValue(node)
  return undefined
}

/** @param {ts.ObjectLiteralExpression} node */
function objectValue(node) {
  const entries = node.properties.flatMap((property) =>
    ts.isPropertyAssignment(property) ? [[property.name.getText().replace(/^['"]|['"]$/g, ''), property]] : [],
  )
  // Safe: built from pairs of a name and its assignment.
  return Object.fromEntries(
    /** @type {[string, ts.PropertyAssignment][]} */ (entries).map(([name, { initializer }]) => [
      name,
      literalValue(initializer),
    ]),
  )
}

/** The exported constants of a file with what they are set to. @param {ts.SourceFile} source */
export function exportedConstants(source) {
  return source.statements
    .filter((statement) => ts.isVariableStatement(statement))
    .filter((statement) => statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword))
    .flatMap((statement) => statement.declarationList.declarations)
    .map(({ name, initializer }) => ({ name: name.getText(), initializer }))
}

/** @param {string} path @param {string} text */
export const parseSource = (path, text) =>
  ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  )
