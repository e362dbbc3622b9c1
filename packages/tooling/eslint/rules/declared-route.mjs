const HANDLERS = new Map([
  ['loader', /^(tenant|staff|account|public)Loader$/],
  ['action', /^(tenant|staff|account|public)Action$/],
])

/**
 * A route's loader and action are made by a builder, which settles who may use them before they run.
 * The check `routes` reads what they declare; this rule says so in the editor.
 * @type {import('eslint').Rule.RuleModule}
 */
export const declaredRoute = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { raw: 'Make the {{name}} with a builder of route-builder.ts: it must say who may use it.' },
  },
  create: (context) => ({
    ExportNamedDeclaration(/** @type {any} */ node) {
      for (const { at, name, builder } of exportsOf(node)) {
        if (HANDLERS.get(name)?.test(builder) === false) context.report({ node: at, messageId: 'raw', data: { name } })
      }
    },
  }),
}

/** @param {any} node @returns {{ at: any, name: string, builder: string }[]} */
function exportsOf({ declaration, specifiers }) {
  if (!declaration) return specifiers.map((/** @type {any} */ at) => ({ at, name: at.exported.name, builder: '' }))
  const declared = declaration.declarations ?? [declaration]
  return declared.map((/** @type {any} */ at) => ({ at, name: at.id?.name, builder: at.init?.callee?.name ?? '' }))
}
