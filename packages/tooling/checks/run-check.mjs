import { argv, exit } from 'node:process'
import { pathToFileURL } from 'node:url'
import { REPOSITORY } from './workspace.mjs'

/** @typedef {(root: string) => readonly string[]} Check finds one sentence a problem; none means all is well */

/** Prints what a check found and says whether it passed. @param {string} name @param {Check} check */
export function report(name, check) {
  const problems = check(REPOSITORY)
  for (const problem of problems) console.error(`${name}: ${problem}`)
  return problems.length === 0
}

/** Runs a check when its file is the program that was started. @param {string} url @param {string} name @param {Check} check */
export function runAsScript(url, name, check) {
  if (argv[1] === undefined || url !== pathToFileURL(argv[1]).href) return
  exit(report(name, check) ? 0 : 1)
}
