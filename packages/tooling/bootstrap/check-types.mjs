#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { execPath, exit } from 'node:process'

// One checker: the stage runs one package a core, and a second checker would look at every shared type again.
const compiler = join(createRequire(import.meta.url).resolve('typescript-native/package.json'), '../bin/tsc')
exit(spawnSync(execPath, [compiler, '--noEmit', '--checkers', '1'], { stdio: 'inherit' }).status ?? 1)
