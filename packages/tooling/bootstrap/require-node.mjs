import { readManifest } from './repository.mjs'

const wanted = readManifest().engines.node.replace(/^\D+/, '').split('.').map(Number)
const running = process.versions.node.split('.').map(Number)
const difference = wanted.map((part, index) => (running[index] ?? 0) - part).find((delta) => delta !== 0) ?? 0

if (difference < 0) {
  console.error(`Clear My Record needs Node ${wanted.join('.')} or newer; this is Node ${process.versions.node}.`)
  process.exit(1)
}
