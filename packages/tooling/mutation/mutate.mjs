import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { argv, exit, pid } from 'node:process'
import { REPOSITORY } from '../checks/workspace.mjs'
import { findMutants } from './find-mutants.mjs'
import { reportOf } from './mutation-report.mjs'
import { judge } from './judge.mjs'

/**
 * Breaks the rules of a package once in every way `find-mutants.mjs` knows and asks whether its tests notice. Works on a
 * copy, so that the package may be worked on meanwhile; a broken text is never written at all. What is broken stands in
 * the package's `mutation.json`:
 * @typedef {import('./find-mutants.mjs').Mutant} Mutant
 * @typedef {object} Plan
 * @property {readonly string[]} mutate files and folders, relative to the package
 * @property {readonly string[]} leaveOut of these, data no rule reads
 * @property {readonly string[]} tests those that tell, in the order they are run; those beside a broken file come first
 * @property {readonly import('./mutation-report.mjs').Accepted[]} accepted mutants that change no answer
 */

/** @param {string} folder @param {string} path @returns {string[]} */
function sources(folder, path) {
  const whole = join(folder, path)
  if (statSync(whole).isFile()) return [path]
  return readdirSync(whole, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .sort()
}

/** A copy of a package that finds the same dependencies. @param {string} folder */
function copyOf(folder) {
  const copy = join(REPOSITORY, '.data', `mutation-${pid}`)
  mkdirSync(dirname(copy), { recursive: true })
  cpSync(folder, copy, { recursive: true, filter: (path) => !relative(folder, path).startsWith('node_modules') })
  symlinkSync(join(folder, 'node_modules'), join(copy, 'node_modules'))
  return copy
}

/** Every mutant of a plan, and the texts they are made of. @param {string} folder @param {Plan} plan */
function mutantsOf(folder, { mutate: paths, leaveOut }) {
  const files = [...new Set(paths.flatMap((path) => sources(folder, path)))].filter((file) => !leaveOut.includes(file))
  const texts = new Map(files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]))
  return { texts, all: [...texts].flatMap(([file, text]) => findMutants(file, text)) }
}

/** @param {string} original @param {{ every: number, only: string, jobs: number }} choice each n-th mutant, of paths that begin so */
async function mutate(original, { every, only, jobs }) {
  const folder = copyOf(original)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  /** @type {Plan} */
  const plan = JSON.parse(readFileSync(join(folder, 'mutation.json'), 'utf8'))
  const { texts, all } = mutantsOf(folder, plan)
  const mutants = all.filter(({ file }) => file.startsWith(only)).filter((_, index) => index % every === 0)
  const started = performance.now()
  const verdicts = await judge({ root: folder, tests: plan.tests, texts, mutants, jobs, say: console.log })
  const seconds = (performance.now() - started) / 1000
  const report = reportOf({ all, verdicts, accepted: plan.accepted })
  console.log(report.text)
  console.log(`${seconds.toFixed(0)} s, ${(seconds / Math.max(1, mutants.length)).toFixed(2)} s a mutant.`)
  return report.hasPassed
}

/** @param {string} name */
const argument = (name) => argv.find((given) => given.startsWith(`--${name}=`))?.slice(name.length + 3)
process.once('SIGINT', () => exit(130))
process.once('SIGTERM', () => exit(143))
const choice = {
  every: Number(argument('every') ?? 1),
  only: argument('only') ?? '',
  jobs: Number(argument('jobs') ?? availableParallelism()),
}
const chosen = argv.slice(2).filter((given) => !given.startsWith('--'))
const states = join(REPOSITORY, 'jurisdictions')
const folders = (chosen.length > 0 ? chosen : readdirSync(states))
  .map((name) => join(states, name))
  .filter((folder) => existsSync(join(folder, 'mutation.json')))
let hasPassed = folders.length > 0
for (const folder of folders) hasPassed = (await mutate(folder, choice)) && hasPassed
exit(hasPassed ? 0 : 1)
