import manifest from '../package.json' with { type: 'json' }

/** Of the command line, as its manifest has it. */
export const version: string = manifest.version
