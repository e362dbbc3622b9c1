/**
 * `any` switches the type checker off, so the line above says why that is safe: `// Safe: …`. The comment may run
 * over several lines and stands directly above the line with `any`, or above the statement or member that holds it.
 * @type {import('eslint').Rule.RuleModule}
 */
export const anyNeedsReason = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { any: 'Say why this `any` is safe in a `// Safe: …` comment on the line above, or give it a type.' },
  },
  create(context) {
    const { sourceCode } = context
    /** @param {number} line a 1-based line; looks at the comment lines that end just above it */
    const hasReasonAbove = (line) => {
      for (let above = line - 1; above > 0; above--) {
        const text = (sourceCode.lines[above - 1] ?? '').trim()
        if (/^(\/\/|\/?\*+)\s*Safe:/.test(text)) return true
        if (!text.startsWith('//') && !text.startsWith('*') && !text.startsWith('/*')) return false
      }
      return false
    }
    return {
      TSAnyKeyword(/** @type {any} */ node) {
        /** @type {any} */
        let holder = node
        while (holder && !/Statement$|Declaration$|Signature$|Definition$|^Property$/.test(holder.type))
          holder = holder.parent
        const lines = [node, holder].flatMap((at) => (at?.loc ? [at.loc.start.line] : []))
        if (!lines.some(hasReasonAbove)) context.report({ node, messageId: 'any' })
      },
    }
  },
}
