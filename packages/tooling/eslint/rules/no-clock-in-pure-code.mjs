const CLOCK_OR_CHANCE = new Set([
  'Date.now',
  'performance.now',
  'Math.random',
  'crypto.randomUUID',
  'crypto.getRandomValues',
])

/**
 * The same inputs must give the same answer forever, so pure code takes its day and its dice as arguments.
 * Limits: an alias (`const now = Date.now`) is caught where it is made, not where it is called, and a clock
 * handed in as a function is allowed on purpose.
 * @type {import('eslint').Rule.RuleModule}
 */
export const noClockInPureCode = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      clock: '`{{what}}` makes an answer depend on when or where it was computed. Take the value as an argument.',
    },
  },
  create(context) {
    /** @param {import('eslint').Rule.Node} node @param {string} what */
    const report = (node, what) => context.report({ node, messageId: 'clock', data: { what } })
    return {
      MemberExpression(node) {
        const what = context.sourceCode.getText(node).replace(/^globalThis\./, '')
        if (CLOCK_OR_CHANCE.has(what)) report(node, what)
      },
      NewExpression(node) {
        if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0) {
          report(node, 'new Date()')
        }
      },
      CallExpression(node) {
        if (node.callee.type === 'Identifier' && node.callee.name === 'Date') report(node, 'Date()')
      },
    }
  },
}
