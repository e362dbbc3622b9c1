import type { FieldProblem } from '@cmr/ui'
import type { z } from 'zod'

/** What became of a submitted form: its values, or the problems of its fields. */
export type ReadForm<Value> = { readonly value: Value } | { readonly problems: readonly FieldProblem[] }

/**
 * Reads a submitted form. A field's id on the page is its name. `lists` names the fields that may come several times,
 * such as check boxes of a group; the others count once, and an empty one is left out.
 */
export function readForm<S extends z.ZodType>(
  schema: S,
  submitted: FormData,
  lists: readonly string[] = [],
): ReadForm<z.output<S>> {
  const single = [...submitted].filter(([name, value]) => !lists.includes(name) && value !== '')
  const values = {
    ...Object.fromEntries(single),
    ...Object.fromEntries(lists.map((name) => [name, submitted.getAll(name)])),
  }
  const parsed = schema.safeParse(values)
  if (parsed.success) return { value: parsed.data }
  return {
    problems: parsed.error.issues.map(({ path, message }) => ({ fieldId: String(path[0] ?? ''), message })),
  }
}

/** What is wrong with one field; undefined when nothing is. */
export function problemOf(problems: readonly FieldProblem[] | undefined, fieldId: string): string | undefined {
  return problems?.find((problem) => problem.fieldId === fieldId)?.message
}
