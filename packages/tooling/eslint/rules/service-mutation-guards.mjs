const STORE_WRITE = /^(insert|update|upsert|delete|remove|copyInto)/
const SQL_WRITE = /\b(insert\s+into|delete\s+from|update\s+\S+\s+(as\s+\S+\s+)?set)\b/i

/** @param {any} node */
const isFunction = (node) => /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)

/**
 * A verb that opens a transaction and writes in it must first ask `requirePermission`, and record the act with
 * `audit` inside that transaction. Steps that only background work may take ask `requireSystem` instead; the act
 * that started the work has been recorded, so they need no record of their own.
 * Limits: a write is `tx.insert|update|delete`, a helper so named that is given `tx`, or `sql` text. A write behind
 * another name, a wrong permission and a wrong record are left to the three tests every verb has.
 * @type {import('eslint').Rule.RuleModule}
 */
export const serviceMutationGuards = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      permission:
        'This verb writes, so it calls requirePermission (or requireSystem, for a job step) before withTenant.',
      audit: 'This transaction writes: call audit(tx, …) inside it.',
    },
  },
  create(context) {
    /** What guards the outermost function now being read. @type {string | undefined} */
    let guard
    /** @type {{ tx: string, guard: string | undefined, writes: boolean, audited: boolean }[]} */
    const open = []
    const write = () => open.forEach((transaction) => (transaction.writes = true))
    const isTx = (/** @type {any} */ at) => at?.type === 'Identifier' && open.some(({ tx }) => tx === at.name)
    return {
      ':function'(/** @type {any} */ node) {
        if (!context.sourceCode.getAncestors(node).some(isFunction)) guard = undefined
      },
      'CallExpression[callee.name=/^(requirePermission|requireSystem)$/]'(/** @type {any} */ node) {
        guard ??= node.callee.name
      },
      "CallExpression[callee.name='audit']"() {
        open.forEach((transaction) => (transaction.audited = true))
      },
      "CallExpression[callee.name='withTenant']"(/** @type {any} */ node) {
        const tx = node.arguments.at(-1)?.params?.[0]?.name ?? ''
        open.push({ tx, guard, writes: false, audited: false })
      },
      [`CallExpression[callee.name=${STORE_WRITE}]`](/** @type {any} */ node) {
        if (node.arguments.some(isTx)) write()
      },
      'CallExpression > MemberExpression.callee[property.name=/^(insert|update|delete)$/]'(/** @type {any} */ node) {
        if (isTx(node.object)) write()
      },
      "TaggedTemplateExpression[tag.name='sql']"(/** @type {any} */ node) {
        if (SQL_WRITE.test(node.quasi.quasis.map((/** @type {any} */ quasi) => quasi.value.raw).join('?'))) write()
      },
      "CallExpression[callee.name='withTenant']:exit"(/** @type {any} */ node) {
        const { guard: guardedBy, writes, audited } = open.pop() ?? {}
        if (writes && !guardedBy) context.report({ node, messageId: 'permission' })
        if (writes && !audited && guardedBy !== 'requireSystem') context.report({ node, messageId: 'audit' })
      },
    }
  },
}
