const RESPONSES = new Set(['redirect', 'redirectDocument', 'replace', 'json'])

/**
 * A response leaves a loader or an action only when it is thrown or returned itself. `throw signOut(request)` with
 * an async `signOut` throws a promise, which reaches the error page; a bare `redirect('/')` does nothing at all.
 * Limits: needs type information for the first case, and for the second goes by the names of Remix's helpers.
 * @type {import('eslint').Rule.RuleModule}
 */
export const noThrownUnawaitedRedirect = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      promise: 'This throws a promise. Await the call: `throw await …`.',
      lost: '`{{what}}()` only makes a response. Throw or return it.',
    },
  },
  create(context) {
    const services = context.sourceCode.parserServices
    return {
      ThrowStatement(node) {
        if (node.argument.type !== 'CallExpression' || !services.program) return
        const type = services.getTypeAtLocation(node.argument)
        if (type.getProperty('then')) context.report({ node, messageId: 'promise' })
      },
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
