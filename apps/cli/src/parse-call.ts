import { AppError } from '@cmr/errors'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { z } from 'zod'

type Options = NonNullable<ParseArgsConfig['options']>

/** A refusal of the call itself, with the way to the command's help. */
export function wrongCall(command: string, message: string): AppError {
  return new AppError('VALIDATION', `${message}\nSee: cmr ${command} --help`, { details: { reason: 'wrong-call' } })
}

/** A text option that must be given; `example` shows how. */
export function required(example: string) {
  return z
    .string({ error: `is missing. Give it, such as: ${example}` })
    .min(1, { error: `is empty. Give it, such as: ${example}` })
}

/** A whole number, given as digits. */
export function wholeNumber(least: number, most: number) {
  const error = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d+$/, { error })
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error })
}

/**
 * Reads the arguments of a command: `options` as `node:util` takes them, `schema` over `{ ...options, files }`,
 * where `files` are the arguments without a name. Throws VALIDATION (`wrong-call`) naming the first option at fault.
 */
export function parseCall<S extends z.ZodType>(
  command: string,
  args: readonly string[],
  options: Options,
  schema: S,
): z.output<S> {
  let given: { values: Record<string, unknown>; positionals: string[] }
  try {
    given = parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    throw wrongCall(command, error instanceof Error ? error.message : 'The arguments cannot be read.')
  }
  const parsed = schema.safeParse({ ...given.values, files: given.positionals })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const [name, index] = issue?.path ?? []
  const named = name === 'files' ? (given.positionals[Number(index)] ?? 'FILE') : `--${String(name)}`
  throw wrongCall(command, `${named} ${issue?.message ?? 'cannot be read.'}`)
}
