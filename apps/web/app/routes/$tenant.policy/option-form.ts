import type { policies } from '@cmr/services'

/** The name a field has in the form: its keys joined with dots. */
export const fieldName = (path: readonly string[]) => path.join('.')

/** The value a set of options has for a field. */
export function valueAt(options: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    options,
  )
}

/** The options a submitted form asks for, as the ruleset's schema expects them. What cannot be read is left for it to refuse. */
export function optionsOf(
  form: FormData,
  fields: readonly Pick<policies.OptionField, 'path' | 'ui'>[],
): Record<string, unknown> {
  const options: Record<string, unknown> = {}
  for (const { path, ui } of fields) {
    const name = fieldName(path)
    const parents = path.slice(0, -1)
    const parent = parents.reduce<Record<string, unknown>>(
      (at, key) => (at[key] ??= {}) as Record<string, unknown>,
      options,
    )
    parent[path.at(-1) ?? ''] = submitted(form, name, ui.control)
  }
  return options
}

function submitted(form: FormData, name: string, control: policies.OptionField['ui']['control']): unknown {
  switch (control) {
    case 'toggle':
      return form.get(name) === 'on'
    case 'checklist':
      return form.getAll(name).map(String)
    case 'number': {
      const text = String(form.get(name) ?? '').trim()
      return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text === '' ? 0 : text
    }
    case 'select':
      return String(form.get(name) ?? '')
    default:
      return control satisfies never
  }
}

/** Fields under the headings they are drawn under, both in the order of the schema. */
export function groupsOf<Field extends { readonly ui: Pick<policies.OptionField['ui'], 'group'> }>(
  fields: readonly Field[],
): { name: string; fields: Field[] }[] {
  const groups = new Map<string, Field[]>()
  for (const field of fields) groups.set(field.ui.group, [...(groups.get(field.ui.group) ?? []), field])
  return [...groups].map(([name, members]) => ({ name, fields: members }))
}

/** A value in words, for the summary of a saved version. */
export function valueWords(value: unknown, ui: policies.OptionField['ui']): string {
  const word = (choice: unknown) => ui.choices?.[String(choice)] ?? String(choice)
  if (Array.isArray(value)) return value.length === 0 ? 'None' : value.map(word).join(', ')
  if (typeof value === 'boolean') return value ? 'Yes' : 'No'
  if (ui.control === 'number') return value === 0 ? 'Off' : `${String(value)}${ui.unit ? ` ${ui.unit}` : ''}`
  return word(value)
}

/** One choice that differs between two sets of options, in words. */
export interface OptionChange {
  readonly label: string
  readonly from: string
  readonly to: string
}

/** The choices in which two sets of options differ, in the order of the form. */
export function changesOf(
  fields: readonly Pick<policies.OptionField, 'path' | 'ui'>[],
  from: unknown,
  to: unknown,
): OptionChange[] {
  return fields.flatMap(({ path, ui }) => {
    const [before, after] = [valueWords(valueAt(from, path), ui), valueWords(valueAt(to, path), ui)]
    return before === after ? [] : [{ label: ui.label, from: before, to: after }]
  })
}
