import { anyNeedsReason } from './any-needs-reason.mjs'
import { ruleTester } from './rule-tester.mjs'

const errors = [{ messageId: 'any' }]

ruleTester.run('any-needs-reason', anyNeedsReason, {
  valid: [
    'const x: unknown = 1',
    '// Safe: the library parses it again.\nconst x: any = 1',
    'interface A {\n  // Safe: erased here,\n  // re-parsed before use.\n  readonly b: Array<any>\n}',
    '// Safe: carried, never read.\nfunction f(\n  a: string,\n  b: any,\n): void {}',
  ],
  invalid: [
    { code: 'const x: any = 1', errors },
    { code: '// It is fine.\nconst x: any = 1', errors },
    { code: '// Safe: this one.\nconst x: any = 1\nconst y = 2 as any', errors },
  ],
})
