import { RuleTester } from 'eslint'
import tseslint from 'typescript-eslint'
import { afterAll, describe, it } from 'vitest'

Object.assign(RuleTester, { afterAll, describe, it })

/** Reads cases as TypeScript with JSX, without type information. */
export const ruleTester = new RuleTester({
  languageOptions: { parser: tseslint.parser, parserOptions: { ecmaFeatures: { jsx: true } } },
})

/** Reads cases with type information, which is slower. */
export const typedRuleTester = new RuleTester({
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { projectService: { allowDefaultProject: ['*.ts*'] }, tsconfigRootDir: import.meta.dirname },
  },
})
