import { noRawSql } from './no-raw-sql.mjs'
import { ruleTester } from './rule-tester.mjs'

const errors = [{ messageId: 'raw' }]

ruleTester.run('no-raw-sql', noRawSql, {
  valid: ['sql`select ${id}`', 'String.raw`\\d`', 'sql.identifier(table)', 'const { unsafe } = flags'],
  invalid: [
    { code: 'sql.raw(text)', errors },
    { code: 'const raw = sql.raw', errors },
    { code: 'client.unsafe(text)', errors },
  ],
})
