import { fork } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { argv, exit, pid } from 'node:process'
import { REPOSITORY } from '../checks/workspace.mjs'
import { findMutants } from './find-mutants.mjs'

/**
 * Breaks the rules of a package once in every way `find-mutants.mjs` knows and asks whether its tests notice. Works on a
 * copy, so that the package itself is never changed. What is broken stands in the package's `mutation.json`:
 * @typedef {import('./find-mutants.mjs').Mutant} Mutant
 * @typedef {object} Plan
 * @property {readonly string[]} mutate files and folders, relative to the package
 * @property {readonly string[]} leaveOut of these, data no rule reads
 * @property {readonly string[]} tests those that tell, in the order they are run; those beside a broken file come first
 * @property {readonly { file: string, code: string, change: string, reason: string }[]} accepted mutants that change no answer
 */

const TIMEOUT_MS = 60_000
const PASS_PERCENT = 95

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

/** Starts the tests in a process of their own, since a mutant may never come to an end. @param {string} copy @param {readonly string[]} named */
async function startTests(copy, named) {
  const child = fork(join(import.meta.dirname, 'run-tests.mjs'), [copy, ...named], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  /** @returns {Promise<{ failed?: boolean } | undefined>} undefined when it took too long or died */
  const answer = () =>
    new Promise((resolve) => {
      const timer = setTimeout(() => resolve(undefined), TIMEOUT_MS)
      const done = (/** @type {unknown} */ message) => {
        clearTimeout(timer)
        child.removeAllListeners()
        resolve(/** @type {{ failed?: boolean } | undefined} */ (message))
      }
      child.once('message', done)
      child.once('exit', () => done(undefined))
    })
  await answer()
  return {
    /** @param {string} path @param {string} text */
    async notice(path, text) {
      child.send({ path, text })
      return answer()
    },
    stop: () => child.kill('SIGKILL'),
  }
}

/** The sources a plan names. @param {string} folder @param {Plan} plan @param {string} only paths that begin so */
function readSources(folder, { mutate: paths, leaveOut }, only) {
  const files = [...new Set(paths.flatMap((path) => sources(folder, path)))]
  const chosen = files.filter((file) => file.startsWith(only) && !leaveOut.includes(file))
  // Read once: the package may be worked on while this runs.
  return new Map(chosen.map((file) => [file, readFileSync(join(folder, file), 'utf8')]))
}

/**
 * The mutants no test notices.
 * @param {string} copy @param {readonly string[]} named tests @param {ReadonlyMap<string, string>} texts
 * @param {readonly Mutant[]} mutants
 */
async function findSurvivors(copy, named, texts, mutants) {
  let tests = await startTests(copy, named)
  process.once('exit', () => tests.stop())
  /** Whole again, the tests must pass again: else they would fail whatever is broken. @param {string} file */
  const control = async (file) => {
    const result = await tests.notice(join(copy, file), texts.get(file) ?? '')
    if (result?.failed !== false) throw new Error(`The tests fail though nothing is broken (${file}).`)
  }
  /** @type {Mutant[]} */
  const survivors = []
  let file = mutants[0]?.file ?? ''
  await control(file)
  for (const mutant of mutants) {
    if (mutant.file !== file) await control(file)
    file = mutant.file
    const path = join(copy, file)
    const text = texts.get(file) ?? ''
    const result = await tests.notice(path, text.slice(0, mutant.start) + mutant.text + text.slice(mutant.end))
    writeFileSync(path, text)
    if (result?.failed === false) {
      survivors.push(mutant)
      console.log(`survives: ${file}:${mutant.line} [${mutant.change}] ${mutant.code}`)
    } else if (result === undefined) {
      tests.stop()
      tests = await startTests(copy, named)
    }
  }
  await control(file)
  tests.stop()
  return survivors
}

/** @param {string} folder @param {{ every: number, only: string }} choice each n-th mutant, of paths that begin so */
async function mutate(folder, { every, only }) {
  /** @type {Plan} */
  const plan = JSON.parse(readFileSync(join(folder, 'mutation.json'), 'utf8'))
  const texts = readSources(folder, plan, only)
  const all = [...texts].flatMap(([file, text]) => findMutants(file, text))
  const mutants = all.filter((_, index) => index % every === 0)
  const copy = copyOf(folder)
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }))
  process.once('SIGINT', () => exit(130))
  process.once('SIGTERM', () => exit(143))
  const survivors = await findSurvivors(copy, plan.tests, texts, mutants)
  return report(mutants.length, survivors, plan.accepted)
}

/** @param {number} total @param {Mutant[]} survivors @param {Plan['accepted']} accepted */
function report(total, survivors, accepted) {
  const reasonOf = (/** @type {Mutant} */ { file, code, change }) =>
    accepted.find((known) => known.file === file && known.code === code && known.change === change)?.reason
  const open = survivors.filter((mutant) => reasonOf(mutant) === undefined)
  const equal = survivors.length - open.length
  const score = (100 * (total - survivors.length)) / (total - equal)
  console.log(
    `\n${total} mutants, ${equal} of them change no answer; ${total - survivors.length} caught (${score.toFixed(1)} %).`,
  )
  console.log(`${equal} survivors have a reason, ${open.length} have none:`)
  for (const mutant of open) {
    const { file, line, change, code } = mutant
    console.log(`  ${file}:${line} [${change}] ${code}`)
  }
  for (const mutant of survivors) {
    const reason = reasonOf(mutant)
    if (reason) console.log(`  ${mutant.file}:${mutant.line} [${mutant.change}] because: ${reason}`)
  }
  return score >= PASS_PERCENT
}

/** @param {string} name */
const argument = (name) => argv.find((given) => given.startsWith(`--${name}=`))?.slice(name.length + 3)
const choice = { every: Number(argument('every') ?? 1), only: argument('only') ?? '' }
const chosen = argv.slice(2).filter((given) => !given.startsWith('--'))
const states = join(REPOSITORY, 'jurisdictions')
const folders = (chosen.length > 0 ? chosen : readdirSync(states))
  .map((name) => join(states, name))
  .filter((folder) => existsSync(join(folder, 'mutation.json')))
let hasPassed = folders.length > 0
for (const folder of folders) hasPassed = (await mutate(folder, choice)) && hasPassed
exit(hasPassed ? 0 : 1)
