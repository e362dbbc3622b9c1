import ts from 'typescript'

/** @typedef {{ reason: string, code: string | undefined, path: string }} Reason `code` is undefined where only the type is declared here */

/** Texts an expression can come to: `'a'`, or both sides of `x ? 'a' : 'b'`. @param {ts.Expression} expression @returns {string[]} */
function literalTexts(expression) {
  if (ts.isStringLiteralLike(expression)) return [expression.text]
  if (ts.isConditionalExpression(expression)) {
    return [...literalTexts(expression.whenTrue), ...literalTexts(expression.whenFalse)]
  }
  return ts.isAsExpression(expression) || ts.isParenthesizedExpression(expression)
    ? literalTexts(expression.expression)
    : []
}

/**
 * Reasons written inside one `new AppError(…)`. Where the reason is a variable, the text is undefined.
 * @param {ts.NewExpression} thrown @param {string} path
 */
function thrownReasons(thrown, path) {
  const [code, ...rest] = thrown.arguments ?? []
  const codes = code ? literalTexts(code).join(', ') || undefined : undefined
  /** @type {{ reason: string | undefined, code: string | undefined, path: string }[]} */
  const found = []
  /** @param {ts.Node} node */
  const visit = (node) => {
    const isReason = ts.isObjectLiteralElement(node) && node.name?.getText() === 'reason'
    if (isReason) {
      const texts = ts.isPropertyAssignment(node) ? literalTexts(node.initializer) : []
      found.push(...(texts.length > 0 ? texts : [undefined]).map((reason) => ({ reason, code: codes, path })))
    }
    ts.forEachChild(node, visit)
  }
  rest.forEach(visit)
  return found
}

/** Reasons of a union an entity owns: `type UploadReason = 'too-large' | …`. @param {ts.TypeAliasDeclaration} alias @param {string} path @returns {Reason[]} */
function declaredReasons(alias, path) {
  if (!alias.name.text.endsWith('Reason')) return []
  const members = ts.isUnionTypeNode(alias.type) ? alias.type.types : [alias.type]
  return members.flatMap((member) =>
    ts.isLiteralTypeNode(member) && ts.isStringLiteral(member.literal)
      ? [{ reason: member.literal.text, code: undefined, path }]
      : [],
  )
}

/**
 * The reasons one source file gives for refusing. A union declared beside an `AppError` whose reason is a variable
 * has that error's code.
 * @param {string} path @param {string} text @returns {Reason[]}
 */
export function reasonsIn(path, text) {
  if (!text.includes('AppError') && !text.includes('Reason')) return []
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true)
  /** @type {ReturnType<typeof thrownReasons>} */
  const thrown = []
  /** @type {Reason[]} */
  const declared = []
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isNewExpression(node) && node.expression.getText() === 'AppError') thrown.push(...thrownReasons(node, path))
    if (ts.isTypeAliasDeclaration(node)) declared.push(...declaredReasons(node, path))
    ts.forEachChild(node, visit)
  }
  visit(source)
  const codeOfVariables = thrown.find(({ reason }) => reason === undefined)?.code
  return [
    ...thrown.flatMap(({ reason, code }) => (reason === undefined ? [] : [{ reason, code, path }])),
    ...declared.map((one) => ({ ...one, code: codeOfVariables })),
  ]
}
