import { identityOf } from './find-mutants.mjs'

/**
 * @typedef {import('./find-mutants.mjs').Mutant} Mutant
 * @typedef {import('./judge.mjs').Judged} Judged
 * @typedef {{ file: string, within: string, code: string, change: string, reason: string }} Accepted each names one mutant
 */

const PASS_PERCENT = 95

/** @param {readonly Mutant[]} all @param {readonly Judged[]} verdicts @param {readonly Accepted[]} accepted @returns {string[]} */
function complaints(all, verdicts, accepted) {
  const known = new Set(all.map(identityOf))
  const noticed = new Set(verdicts.filter(({ verdict }) => verdict !== 'survives').map((one) => identityOf(one.mutant)))
  return accepted.flatMap((entry) => {
    const identity = identityOf(entry)
    const where = `${entry.file} ${entry.within} [${entry.change}] ${entry.code}`
    if (!known.has(identity)) return [`accepted, but there is no such mutant: ${where}`]
    return noticed.has(identity) ? [`accepted, but a test notices it: ${where}`] : []
  })
}

/** @param {Mutant} mutant */
const lineOf = ({ file, line, within, change, code }) => `  ${file}:${line} ${within} [${change}] ${code}`

/**
 * The score: mutants noticed, of those that are not accepted as changing no answer.
 * @param {{ all: readonly Mutant[], verdicts: readonly Judged[], accepted: readonly Accepted[] }} results
 * @returns {{ hasPassed: boolean, text: string }}
 */
export function reportOf({ all, verdicts, accepted }) {
  const reasons = new Map(accepted.map((entry) => [identityOf(entry), entry.reason]))
  const survivors = verdicts.filter(({ verdict }) => verdict === 'survives').map(({ mutant }) => mutant)
  const open = survivors.filter((mutant) => !reasons.has(identityOf(mutant)))
  const equal = survivors.filter((mutant) => reasons.has(identityOf(mutant)))
  const stuck = verdicts.filter(({ verdict }) => verdict === 'stuck')
  const caught = verdicts.length - survivors.length
  const score = (100 * caught) / Math.max(1, verdicts.length - equal.length)
  const problems = complaints(all, verdicts, accepted)
  const text = [
    '',
    `${verdicts.length} mutants, ${equal.length} of them change no answer; ${caught} caught (${score.toFixed(1)} %), ${stuck.length} of these by never coming to an end.`,
    `${open.length} survivors have no reason${open.length > 0 ? ':' : '.'}`,
    ...open.map(lineOf),
    `${equal.length} survivors have one${equal.length > 0 ? ':' : '.'}`,
    ...equal.map((mutant) => `${lineOf(mutant)}\n    ${reasons.get(identityOf(mutant)) ?? ''}`),
    ...problems,
  ].join('\n')
  return { hasPassed: score >= PASS_PERCENT && problems.length === 0, text }
}
