import { noProcessEnv } from './no-process-env.mjs'
import { ruleTester } from './rule-tester.mjs'

const errors = [{ messageId: 'env' }]

ruleTester.run('no-process-env', noProcessEnv, {
  valid: ['process.exit(1)', 'env.PORT', "import { argv } from 'node:process'", 'const { argv } = process'],
  invalid: [
    { code: 'process.env.PORT', errors },
    { code: "process['env'].PORT", errors },
    { code: 'globalThis.process.env.PORT', errors },
    { code: "import { env } from 'node:process'", errors },
    { code: 'const { env } = process', errors },
  ],
})
