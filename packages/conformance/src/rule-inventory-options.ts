import { optionUi, type OptionUi, type Preset } from '@cmr/jurisdiction'
import { z } from 'zod'

/** Whole numbers an option is asked about, to learn its bounds. */
const MOST = 200

interface OptionField {
  readonly path: string
  readonly schema: z.ZodType
  readonly ui: OptionUi
}

function unwrapped(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPrefault || schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return unwrapped(schema.unwrap() as z.ZodType)
  }
  return schema
}

function fieldsIn(schema: z.ZodType, path: string): OptionField[] {
  const ui = optionUi.get(schema)
  if (ui !== undefined) return [{ path, schema, ui }]
  const inner = unwrapped(schema)
  if (!(inner instanceof z.ZodObject)) return []
  return Object.entries(inner.shape as Record<string, z.ZodType>).flatMap(([key, field]) =>
    fieldsIn(field, path === '' ? key : `${path}.${key}`),
  )
}

/** The whole numbers a field takes, as ranges: "0, 40–65". */
function rangesOf(schema: z.ZodType): string {
  const ranges: [from: number, to: number][] = []
  for (let value = 0; value <= MOST; value++) {
    if (!schema.safeParse(value).success) continue
    const last = ranges.at(-1)
    if (last?.[1] === value - 1) last[1] = value
    else ranges.push([value, value])
  }
  return ranges
    .map(([from, to]) => (from === to ? String(from) : to === MOST ? `${from} or more` : `${from}–${to}`))
    .join(', ')
}

function valuesOf({ schema, ui }: OptionField): string {
  if (ui.control === 'toggle') return 'yes or no'
  if (ui.control === 'number') return rangesOf(schema)
  return Object.entries(ui.choices ?? {})
    .map(([value, label]) => `\`${value}\` ${label}`)
    .join('; ')
}

/** Text in a cell of a table. */
function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

/** The options of a ruleset with what they may be. */
export function optionLines(options: z.ZodType): string[] {
  const fields = fieldsIn(options, '')
  if (fields.length === 0) return ['No options.', '']
  return [
    '### Options',
    '',
    '| Option | Meaning | Values | Default |',
    '| --- | --- | --- | --- |',
    ...fields.map((field) => {
      const meaning = [field.ui.label, field.ui.help].filter((text) => text !== undefined).join('. ')
      const byDefault = JSON.stringify(field.schema.safeParse(undefined).data)
      return `| \`${field.path}\` | ${cell(`${field.ui.group}: ${meaning}`)} | ${cell(valuesOf(field))} | ${byDefault} |`
    }),
    '',
  ]
}

/** The named option sets of a ruleset with their sources. */
export function presetLines(presets: Readonly<Record<string, Preset<unknown>>>): string[] {
  return [
    '### Presets',
    '',
    ...Object.entries(presets).flatMap(([id, { label, help, source, options }]) => {
      const cite =
        source === undefined ? [] : [source.url === undefined ? source.cite : `[${source.cite}](${source.url})`]
      const about = [help, ...cite.map((text) => `Source: ${text}.`)].filter((text) => text !== undefined)
      return [`- **${label}** (\`${id}\`): ${about.join(' ')}`, `  - \`${JSON.stringify(options)}\``]
    }),
    '',
  ]
}
