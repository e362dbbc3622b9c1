import { noClockInPureCode } from './no-clock-in-pure-code.mjs'
import { ruleTester } from './rule-tester.mjs'

const errors = [{ messageId: 'clock' }]

ruleTester.run('no-clock-in-pure-code', noClockInPureCode, {
  valid: ['new Date(0)', 'Date.UTC(2019, 10, 11)', 'Math.floor(1.5)', 'clock.now()'],
  invalid: [
    { code: 'const at = Date.now()', errors },
    { code: 'const now = Date.now', errors },
    { code: 'const at = globalThis.performance.now()', errors },
    { code: 'const at = new Date()', errors },
    { code: 'const at = Date()', errors },
    { code: 'const dice = Math.random()', errors },
    { code: 'const id = crypto.randomUUID()', errors },
  ],
})
