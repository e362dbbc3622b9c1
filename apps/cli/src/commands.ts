import type { Command } from './command.ts'
import { EXIT_CODE_HELP } from './exit-codes.ts'

interface ListedCommand {
  readonly name: string
  /** One line for `cmr --help`. */
  readonly summary: string
  /** Loaded only when asked for: a command must not pay for what another imports. */
  load(): Promise<Command>
}

const listed: readonly ListedCommand[] = [
  {
    name: 'evaluate',
    summary: "evaluate every conviction of a state's files and write the result files",
    load: async () => (await import('./commands/evaluate.ts')).evaluateCommand,
  },
  {
    name: 'explain',
    summary: 'say why one person’s convictions came out as they did, with the lines used',
    load: async () => (await import('./commands/explain.ts')).explainCommand,
  },
  {
    name: 'what-if',
    summary: 'set the figures of several sets of options side by side',
    load: async () => (await import('./commands/what-if.ts')).whatIfCommand,
  },
  {
    name: 'compare',
    summary: 'explain what changed since an earlier ruleset, conviction by conviction',
    load: async () => (await import('./commands/compare.ts')).compareCommand,
  },
  {
    name: 'synth',
    summary: 'write a file of invented people, of any size',
    load: async () => (await import('./commands/synth.ts')).synthCommand,
  },
  {
    name: 'bench',
    summary: 'measure speed and memory beside their limits, one JSON line a figure',
    load: async () => (await import('./commands/bench.ts')).benchCommand,
  },
  {
    name: 'audit',
    summary: "check an office's audit log against the heads kept outside the database",
    load: async () => (await import('./admin/audit.ts')).auditCommand,
  },
  {
    name: 'admin',
    summary: "invite a service's first operator, or print a code of a local one's invented people",
    load: async () => (await import('./admin/admin.ts')).adminCommand,
  },
]

/** The command of that name. */
export function findCommand(name: string): ListedCommand | undefined {
  return listed.find((command) => command.name === name)
}

/** `cmr --help`. */
export function overview(): string {
  const commands = listed.map(({ name, summary }) => `  ${name.padEnd(12)}${summary}`)
  const codes = EXIT_CODE_HELP.map(([code, meaning]) => `  ${String(code).padEnd(12)}${meaning}`)
  return [
    'Usage: cmr <command> [options]',
    '',
    'Commands:',
    ...commands,
    `  ${'version'.padEnd(12)}print the version`,
    '',
    'cmr <command> --help explains a command.',
    '',
    'Exit codes:',
    ...codes,
    '',
  ].join('\n')
}

/** `cmr <command> --help`. */
export function commandHelp({ help }: Command): string {
  return help.trim() + '\n'
}
