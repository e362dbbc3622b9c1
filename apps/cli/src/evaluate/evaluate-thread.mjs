import { loadSource } from '../../bin/load-source.mjs'

await loadSource('src/evaluate/serve-lane.ts')
