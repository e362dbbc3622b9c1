#!/usr/bin/env -S node --no-concurrent-recompilation --heap-growing-percent=20
// Threads that evaluate need all cores: compiling their code in others only puts off when it is fast. And what indexing
// left behind is let go of soon: little is kept, so that looking for it costs next to nothing.
import { loadSource } from './load-source.mjs'

const { main } = await loadSource('src/main.ts')
process.exitCode = await main(process.argv.slice(2))
