const RESPONSES = new Set(['redirect', 'redirectDocument', 'replace', 'json'])

/**
 * A response leaves a loader or an action only when it is thrown or returned; a bare `redirect('/')` does nothing at
 * all. Limits: goes by the names of Remix's helpers. A thrown promise of a response is the typed rules' to refuse.
 * @type {import('eslint').Rule.RuleModule}
 */
export const noLostResponse = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { lost: '`{{what}}()` only makes a response. Throw or return it.' },
  },
  create(context) {
    return {
      ExpressionStatement(node) {
        const call = node.expression
        if (call.type !== 'CallExpression' || call.callee.type !== 'Identifier') return
        if (RESPONSES.has(call.callee.name)) {
          context.report({ node, messageId: 'lost', data: { what: call.callee.name } })
        }
      },
    }
  },
}
