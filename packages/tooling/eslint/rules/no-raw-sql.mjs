/**
 * Row-level security is no defense against SQL injection: the application role can set the tenant itself. So text
 * never becomes SQL outside `packages/db/src`. Limits: recognizes the names `sql.raw` and `.unsafe(`; a template
 * tag that concatenates on its own is not seen.
 * @type {import('eslint').Rule.RuleModule}
 */
export const noRawSql = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { raw: '`{{what}}` turns text into SQL. Use a parameter, or an identifier helper of @cmr/db.' },
  },
  create(context) {
    return {
      MemberExpression(node) {
        if (node.property.type !== 'Identifier') return
        const isRaw = node.property.name === 'raw' && node.object.type === 'Identifier' && node.object.name === 'sql'
        const parent = context.sourceCode.getAncestors(node).at(-1)
        const isUnsafe = node.property.name === 'unsafe' && parent?.type === 'CallExpression' && parent.callee === node
        if (isRaw || isUnsafe) {
          context.report({ node, messageId: 'raw', data: { what: context.sourceCode.getText(node) } })
        }
      },
    }
  },
}
