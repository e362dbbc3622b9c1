const COUNTS = new Set(['length', 'size'])

/** @typedef {{ node: any, path: string[] }} Hit */

/** What passes a value on, by kind of expression. @type {Record<string, (node: any) => Hit[]>} */
const readers = {
  Literal: () => [],
  Identifier: (node) => [{ node, path: [node.name] }],
  MemberExpression: (node) => {
    const step = node.computed ? [] : [node.property.name ?? '']
    if (COUNTS.has(step[0] ?? '')) return []
    return reachingValues(node.object).map(({ path }) => ({ node, path: [...path, ...step] }))
  },
  ObjectExpression: (node) =>
    node.properties.flatMap((/** @type {any} */ at) => reachingValues(at.value ?? at.argument)),
  CallExpression: (node) => {
    const on = node.callee.type === 'MemberExpression' ? reachingValues(node.callee.object) : []
    return [...on, ...node.arguments.flatMap(reachingValues)]
  },
  ConditionalExpression: (node) => [...reachingValues(node.consequent), ...reachingValues(node.alternate)],
}

/**
 * The variables and members whose value reaches what an expression comes to, each with the names on its way:
 * `subject.name` is ['subject', 'name']. A count (`.length`, `.size`) tells nothing of what it counts.
 * @param {any} node @returns {Hit[]}
 */
export function reachingValues(node) {
  if (!node) return []
  const read = readers[node.type]
  if (read) return read(node)
  return ['expressions', 'left', 'right', 'expression', 'elements']
    .flatMap((part) => node[part] ?? [])
    .flatMap(reachingValues)
}
