import './require-node.mjs'
import { argv, exit } from 'node:process'
import { install } from './install.mjs'
import { STAGES } from './stages.mjs'

const wanted = argv.slice(2)
const unknown = wanted.filter((name) => !(name in STAGES))
if (unknown.length > 0) {
  console.error(`Unknown stage: ${unknown.join(', ')}. Stages are ${Object.keys(STAGES).join(', ')}.`)
  exit(2)
}

const stages = Object.entries({ install, ...STAGES }).filter(
  ([name]) => name === 'install' || wanted.length === 0 || wanted.includes(name),
)
const done = []
for (const [name, stage] of stages) {
  console.log(`\n▶ ${name}`)
  const started = performance.now()
  const code = await stage()
  done.push(`${name} ${((performance.now() - started) / 1000).toFixed(1)} s`)
  if (code !== 0) {
    console.error(`\n✖ ${name} failed (${done.join(', ')})`)
    exit(code)
  }
}
console.log(`\n✔ passed: ${done.join(', ')}`)
