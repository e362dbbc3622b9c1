import './require-node.mjs'
import { availableParallelism } from 'node:os'
import { argv, exit } from 'node:process'
import { install } from './install.mjs'
import { sideBySide } from './side-by-side.mjs'
import { PHASES, STAGES } from './stages.mjs'

const wanted = argv.slice(2)
const unknown = wanted.filter((name) => !(name in STAGES))
if (unknown.length > 0) {
  console.error(`Unknown stage: ${unknown.join(', ')}. Stages are ${Object.keys(STAGES).join(', ')}.`)
  exit(2)
}

const cores = availableParallelism()
const began = performance.now()
/** @type {string[]} */
const done = []
/** @type {string[]} */
const failed = []

const secondsSince = (/** @type {number} */ start) => (performance.now() - start) / 1000

/** @param {string} name @param {number} seconds @param {number} code */
function note(name, seconds, code) {
  done.push(`${name} ${seconds.toFixed(1)} s`)
  if (code !== 0) failed.push(name)
}

/** With its output as it comes. @param {string} name @param {(cores: number) => Promise<number>} stage */
async function alone(name, stage) {
  console.log(`\n▶ ${name}`)
  const started = performance.now()
  const code = await stage(cores)
  note(name, secondsSince(started), code)
}

/** What failed is printed when all have ended, the first failure last. @param {string[]} names */
async function together(names) {
  console.log(`\n▶ side by side: ${names.join(', ')}`)
  /** @type {string[]} */
  const outputs = []
  await sideBySide(names, cores, ({ name, code, seconds, output }) => {
    note(name, seconds, code)
    if (code === 0) console.log(`\n✔ ${name}\n${output}`)
    else outputs.unshift(`\n✖ ${name}\n${output}`)
  })
  for (const output of outputs) console.error(output)
}

await alone('install', install)
for (const phase of PHASES) {
  if (failed.length > 0) break
  const stages = Object.entries(phase).filter(([name]) => wanted.length === 0 || wanted.includes(name))
  if (stages.length > 1) await together(stages.map(([name]) => name))
  else for (const [name, stage] of stages) await alone(name, stage)
}

const times = `${done.join(', ')}; ${secondsSince(began).toFixed(1)} s in all`
if (failed.length > 0) {
  console.error(`\n✖ ${failed.join(', ')} failed (${times})`)
  exit(1)
}
console.log(`\n✔ passed: ${times}`)
