import ts from 'typescript'

/**
 * One deliberate fault: `text` instead of what stands from `start` to `end`.
 * @typedef {object} Mutant
 * @property {string} file relative to the package
 * @property {number} line 1-based
 * @property {string} within name of the innermost declaration it stands in, of its class or function else
 * @property {string} code the whole line as it is, trimmed
 * @property {string} change what is done to it, in a few words; numbered where one line allows it more than once
 * @property {number} start
 * @property {number} end
 * @property {string} text
 */

/** @typedef {{ start: number, end: number, text: string, change: string }} Edit */

/** @type {Readonly<Record<number, string>>} */
const OPPOSITES = {
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
}

const DAY = /^\d{4}-\d{2}-\d{2}$/
/** Sections and the like, written as one text with blanks. */
const LIST = /^[0-9][\w.()]*( [0-9][\w.()]*)+$/

/** @param {string} day */
function dayAfter(day) {
  const next = new Date(`${day}T00:00:00Z`)
  next.setUTCDate(next.getUTCDate() + 1)
  return next.toISOString().slice(0, 10)
}

/** Leaves each of several nodes out in turn, with the comma behind it. @param {ts.NodeArray<ts.Node>} nodes @param {string} what @param {ts.SourceFile} source @returns {Edit[]} */
function dropEach(nodes, what, source) {
  return nodes.map((node, index) => {
    const next = nodes[index + 1]
    const before = nodes[index - 1]
    const start = next || !before ? node.getStart(source) : before.getEnd()
    const end = next ? next.getStart(source) : node.getEnd()
    return { start, end, text: '', change: `drop ${what} ${node.getText(source).replace(/\s+/g, ' ').slice(0, 40)}` }
  })
}

/** @param {ts.BinaryExpression} node @returns {Edit[]} */
function flipOperator(node) {
  const text = OPPOSITES[node.operatorToken.kind]
  if (!text) return []
  const { operatorToken } = node
  return [
    {
      start: operatorToken.getStart(),
      end: operatorToken.getEnd(),
      text,
      change: `${operatorToken.getText()} to ${text}`,
    },
  ]
}

/** `all(a, b)` loses each part; `not(a)` becomes `a`. @param {ts.CallExpression} node @param {ts.SourceFile} source @returns {Edit[]} */
function loosenCondition(node, source) {
  const { expression, arguments: given } = node
  const name = ts.isPropertyAccessExpression(expression) ? expression.name.text : ''
  const [only] = given
  if (name === 'not' && only) {
    return [{ start: node.getStart(source), end: node.getEnd(), text: only.getText(source), change: 'drop not' }]
  }
  const isGroup = (name === 'all' || name === 'any') && given.length > 1
  return isGroup ? dropEach(given, `from ${name}:`, source) : []
}

/** @param {ts.StringLiteral | ts.NoSubstitutionTemplateLiteral} node @param {ts.SourceFile} source @returns {Edit[]} */
function changeText(node, source) {
  const { text } = node
  const start = node.getStart(source) + 1
  const end = node.getEnd() - 1
  if (DAY.test(text)) return [{ start, end, text: dayAfter(text), change: 'the day after' }]
  if (!LIST.test(text)) return []
  const entries = text.split(' ')
  const dropped = entries[entries.length >> 1] ?? ''
  const kept = entries.filter((entry) => entry !== dropped).join(' ')
  return [{ start, end, text: kept, change: `drop entry ${dropped}` }]
}

/** A rule ends in another outcome. @param {ts.PropertyAssignment} node @param {ts.SourceFile} source @returns {Edit[]} */
function swapOutcome(node, source) {
  if (node.name.getText(source) !== 'outcome') return []
  const { initializer } = node
  const text = /no.?change|barred/i.test(initializer.getText(source))
    ? "{ kind: 'needs_review', question: '' }"
    : "{ kind: 'ineligible', because: 'no_change' }"
  return [{ start: initializer.getStart(source), end: initializer.getEnd(), text, change: 'another outcome' }]
}

/** @param {ts.Node} node @param {ts.SourceFile} source @returns {Edit[]} */
function negate(node, source) {
  const condition = ts.isIfStatement(node)
    ? node.expression
    : ts.isConditionalExpression(node)
      ? node.condition
      : undefined
  // A comparison alone is flipped already.
  if (!condition || (ts.isBinaryExpression(condition) && OPPOSITES[condition.operatorToken.kind])) return []
  const text = `!(${condition.getText(source)})`
  return [{ start: condition.getStart(source), end: condition.getEnd(), text, change: 'negate the condition' }]
}

/** @param {ts.Node} node @param {ts.SourceFile} source @returns {Edit[]} */
function editsAt(node, source) {
  if (ts.isBinaryExpression(node)) return flipOperator(node)
  if (ts.isCallExpression(node)) return loosenCondition(node, source)
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return changeText(node, source)
  if (ts.isPropertyAssignment(node)) return swapOutcome(node, source)
  if (ts.isNumericLiteral(node)) {
    const text = String(Number(node.text) + 1)
    return [{ start: node.getStart(source), end: node.getEnd(), text, change: `${node.text} to ${text}` }]
  }
  if (ts.isArrayLiteralExpression(node) && node.elements.length > 1) {
    const isList = node.elements.every(
      (element) => ts.isIdentifier(element) || ts.isStringLiteral(element) || ts.isSpreadElement(element),
    )
    return isList ? dropEach(node.elements, 'entry', source) : []
  }
  return negate(node, source)
}

/** What no test can see: types, imports, citations and words for people. @param {ts.Node} node @param {ts.SourceFile} source */
function isSilent(node, source) {
  if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return true
  return ts.isPropertyAssignment(node) && /^(label|summary|citations|note|help|source)$/.test(node.name.getText(source))
}

/** @param {ts.Node} node */
function isNamed(node) {
  return (
    ts.isVariableDeclaration(node) ||
    ts.isFunctionDeclaration(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isClassDeclaration(node)
  )
}

/** Names of what a node stands in, from the outside: `ageReached`, `DatedByCase.add`. @param {ts.Node} node @param {ts.SourceFile} source */
function placeOf(node, source) {
  const names = []
  for (let at = node; !ts.isSourceFile(at); at = at.parent) {
    // Safe: each of these kinds has a name, a class among them because it is exported by name.
    if (isNamed(at)) names.unshift(/** @type {ts.NamedDeclaration} */ (at).name?.getText(source) ?? '')
  }
  return names.join('.')
}

/** What tells a mutant from every other of the package. @param {Pick<Mutant, 'file' | 'within' | 'code' | 'change'>} mutant */
export function identityOf({ file, within, code, change }) {
  return JSON.stringify([file, within, code, change])
}

/** Every fault of a file, in the order of the source. @param {string} file @param {string} text @returns {Mutant[]} */
export function findMutants(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const lines = text.split('\n')
  /** @type {Mutant[]} */
  const found = []
  /** @type {Map<string, number>} */
  const times = new Map()
  /** @param {ts.Node} node @param {Edit} edit */
  const add = (node, edit) => {
    const { line } = source.getLineAndCharacterOfPosition(edit.start)
    const within = placeOf(node, source)
    const mutant = { file, line: line + 1, within, code: (lines[line] ?? '').trim(), ...edit }
    const key = identityOf(mutant)
    const nth = (times.get(key) ?? 0) + 1
    times.set(key, nth)
    found.push(nth === 1 ? mutant : { ...mutant, change: `${edit.change} (${nth})` })
  }
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (isSilent(node, source)) return
    for (const edit of editsAt(node, source)) add(node, edit)
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}
