import type { FileOutcome, RunOutcome } from './evaluate-files.ts'

function count(value: number): string {
  return value.toLocaleString('en-US')
}

function describeFile(outcome: FileOutcome): string[] {
  if ('refused' in outcome) return [`${outcome.file}: refused, no results.`]
  if ('heldBack' in outcome) {
    return [`${outcome.file}: not evaluated, because a file it belongs together with was refused.`]
  }
  const { file, rows, setAside, outputs } = outcome
  const aside = setAside === 0 ? '' : `, ${count(setAside)} set aside`
  return [`${file}: ${count(rows)} rows${aside}.`, ...outputs.map((output) => `  ${output}`)]
}

/** For people, at the end of a run. */
export function describeOutcome({ files, people, artifacts, errors, seconds }: RunOutcome): string {
  const lines = files.flatMap(describeFile)
  if (errors === undefined) lines.push(`${count(people)} people.`)
  else lines.push(`No report was written. Why each file was refused: ${errors}`)
  for (const path of Object.values(artifacts)) lines.push(`  ${path}`)
  return [...lines, `Done in ${seconds.toFixed(1)} s.`, ''].join('\n')
}

/** For programs: one JSON line. Memory is the most this process used, in bytes. */
export function outcomeLine({ files, people, artifacts, errors, seconds }: RunOutcome): string {
  const sum = (of: 'rows' | 'setAside'): number =>
    files.reduce((total, file) => total + ('rows' in file ? file[of] : 0), 0)
  return (
    JSON.stringify({
      result: errors === undefined ? 'done' : 'refused',
      files,
      ...{ rows: sum('rows'), setAside: sum('setAside'), people, seconds },
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      reports: artifacts,
      ...(errors === undefined ? {} : { errors }),
    }) + '\n'
  )
}
