import { checkPolicy } from '@cmr/engine'
import { AppError } from '@cmr/errors'
import type { Ruleset } from '@cmr/jurisdiction'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { inputError } from './file-error.ts'
import { wrongCall } from './parse-call.ts'

/** How a call names the office's options: a file or a preset, and single values on top. */
export interface OptionsCall {
  /** Path of a JSON file. */
  readonly options?: string | undefined
  readonly preset?: string | undefined
  /** `key=value`, the key with dots between levels. */
  readonly option?: readonly string[] | undefined
}

/** An office's options, as it wrote them; they are known to be in order. */
export interface ChosenOptions {
  /** Where they come from: the name of a preset, the path of a file. */
  readonly label: string
  readonly raw: unknown
}

/** Throws VALIDATION when the file cannot be read or is not JSON. */
async function readOptionsFile(command: string, flag: string, path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    const refusal = inputError(error)
    throw refusal instanceof AppError ? wrongCall(command, `${flag} ${path}: ${refusal.message}`) : refusal
  }
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    throw wrongCall(command, `${flag} ${path} is not JSON: ${error instanceof Error ? error.message : 'unreadable'}.`)
  }
}

function presetOf(command: string, { presets }: Ruleset, name: string): unknown {
  const preset = Object.hasOwn(presets, name) ? presets[name] : undefined
  if (preset !== undefined) return preset.options
  throw wrongCall(command, `There is no preset ${name}. There are: ${Object.keys(presets).join(', ')}.`)
}

/** Every value an option set may hold, as its keys joined with dots. */
function optionKeys({ options }: Ruleset): string[] {
  const keysOf = (schema: z.core.JSONSchema.BaseSchema | boolean, path: readonly string[]): string[] => {
    const inner = typeof schema === 'object' ? Object.entries(schema.properties ?? {}) : []
    return inner.length === 0 ? [path.join('.')] : inner.flatMap(([key, member]) => keysOf(member, [...path, key]))
  }
  return keysOf(z.toJSONSchema(options, { io: 'input' }), [])
}

type Level = Record<string, unknown>

function isLevel(value: unknown): value is Level {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function withValue(options: unknown, [key = '', ...deeper]: readonly string[], value: unknown): Level {
  const level = isLevel(options) ? options : {}
  return { ...level, [key]: deeper.length === 0 ? value : withValue(level[key], deeper, value) }
}

/** JSON where it is JSON, else the text itself. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Words need no quotes on a command line.
    return text
  }
}

function withPair(command: string, ruleset: Ruleset, options: unknown, pair: string): unknown {
  const at = pair.indexOf('=')
  if (at === -1) throw wrongCall(command, `The option ${pair} has no value. Write it as key=value.`)
  const key = pair.slice(0, at)
  const keys = optionKeys(ruleset)
  if (!keys.includes(key)) throw wrongCall(command, `There is no option ${key}. There are: ${keys.join(', ')}.`)
  return withValue(options, key.split('.'), valueOf(pair.slice(at + 1)))
}

/**
 * The options a call names for a ruleset; its first preset where it names none. `flag` is what the call names a file
 * with. Throws VALIDATION when it names both a
 * file and a preset, something that is not there, or options the ruleset refuses.
 */
export async function chooseOptions(
  command: string,
  ruleset: Ruleset,
  call: OptionsCall,
  flag = '--options',
): Promise<ChosenOptions> {
  const { options: path, preset, option: pairs = [] } = call
  if (path !== undefined && preset !== undefined) throw wrongCall(command, `Give ${flag} or a preset, not both.`)
  const name = preset ?? Object.keys(ruleset.presets)[0] ?? ''
  const base = path === undefined ? presetOf(command, ruleset, name) : await readOptionsFile(command, flag, path)
  const raw = pairs.reduce((options, pair) => withPair(command, ruleset, options, pair), base)
  requireInOrder(command, ruleset, raw, path === undefined ? '' : `${flag} ${path}: `)
  return { label: [path ?? name, ...pairs].join(', '), raw }
}

function requireInOrder(command: string, ruleset: Ruleset, raw: unknown, where: string): void {
  try {
    checkPolicy(ruleset, raw)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'VALIDATION') throw error
    throw wrongCall(command, where + error.message)
  }
}
