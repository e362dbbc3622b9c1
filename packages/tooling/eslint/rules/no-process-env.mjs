/**
 * Configuration is read and checked once, in an app's `env` file, and handed on as arguments. The files that may
 * read it are named by the configuration, not by this rule. Limits: `process` renamed or passed along is not followed.
 * @type {import('eslint').Rule.RuleModule}
 */
export const noProcessEnv = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { env: 'Only an env file reads the environment. Take the value as an argument.' },
  },
  create(context) {
    return {
      MemberExpression(node) {
        const { object, property } = node
        const named = property.type === 'Identifier' ? property.name : property.type === 'Literal' ? property.value : ''
        const owner = object.type === 'MemberExpression' ? object.property : object
        if (named === 'env' && owner.type === 'Identifier' && owner.name === 'process') {
          context.report({ node, messageId: 'env' })
        }
      },
      VariableDeclarator(node) {
        if (node.init?.type !== 'Identifier' || node.init.name !== 'process' || node.id.type !== 'ObjectPattern') return
        const taken = node.id.properties.find(
          (property) =>
            property.type === 'Property' && property.key.type === 'Identifier' && property.key.name === 'env',
        )
        if (taken) context.report({ node: taken, messageId: 'env' })
      },
      ImportSpecifier(node) {
        const declaration = context.sourceCode.getAncestors(node).at(-1)
        const source = declaration?.type === 'ImportDeclaration' ? declaration.source.value : ''
        const named = node.imported.type === 'Identifier' ? node.imported.name : node.imported.value
        if (named === 'env' && (source === 'node:process' || source === 'process')) {
          context.report({ node, messageId: 'env' })
        }
      },
    }
  },
}
