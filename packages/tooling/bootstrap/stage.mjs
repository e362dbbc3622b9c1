import { argv, exit } from 'node:process'
import { STAGES } from './stages.mjs'

// One stage in a process of its own, on one core: test.mjs keeps its output and prints it whole.
const stage = STAGES[argv[2] ?? '']
if (!stage) throw new Error(`There is no stage ${argv[2]}.`)
exit(await stage(1))
