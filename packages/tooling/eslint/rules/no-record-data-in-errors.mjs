import { reachingValues } from './reaching-values.mjs'

const CARRIERS = new Set(['AppError', 'Error', 'TypeError', 'RangeError'])
/** Words that say "part of a record" wherever they stand. */
const RECORD_WORDS = new Set(
  'born dob birth ssn subject subjects person people charge fields literal cell cells email'.split(' '),
)
/** Words that do so unless what they belong to is public: the name of a file, the value of an option. */
const LOOSE_WORDS = new Set('name names value values given entry entries'.split(' '))
const PUBLIC_OWNERS =
  /file|column|county|rule|jurisdiction|table|option|preset|format|policy|role|constraint|error|package|tenant|field$/i

/** @param {string} identifier */
const words = (identifier) =>
  identifier
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)

/**
 * Messages and details of errors are logged, so they hold no record data. Looks at what is interpolated into them
 * and goes by the words a variable or member is named with. Limits: data under an innocent name, in a `cause`, or
 * put into a variable before it reaches the message is not seen; ids in `details` are left to review.
 * @type {import('eslint').Rule.RuleModule}
 */
export const noRecordDataInErrors = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      record: '`{{what}}` may be record data, and error messages are logged. Name the line or the column instead.',
    },
  },
  create(context) {
    /** @param {any} node */
    const look = (node) => {
      for (const { node: at, path } of reachingValues(node)) {
        const said = path.flatMap(words)
        const isLoose = said.some((word) => LOOSE_WORDS.has(word)) && !path.some((part) => PUBLIC_OWNERS.test(part))
        if (!isLoose && !said.some((word) => RECORD_WORDS.has(word))) continue
        context.report({ node: at, messageId: 'record', data: { what: context.sourceCode.getText(at) } })
      }
    }
    return {
      NewExpression(node) {
        if (node.callee.type === 'Identifier' && CARRIERS.has(node.callee.name)) node.arguments.forEach(look)
      },
      "CallExpression[callee.name='invariant']"(/** @type {any} */ node) {
        look(node.arguments[1])
      },
    }
  },
}
