#!/usr/bin/env -S node --no-concurrent-recompilation
// Threads that evaluate need all cores: compiling their code in others only puts off when it is fast.
import { loadSource } from './load-source.mjs'

const { main } = await loadSource('src/main.ts')
process.exitCode = await main(process.argv.slice(2))
