import type { RunOutcome } from './evaluate-files.ts'

/** For people, at the end of a run. */
export function describeOutcome({ files, summary, errors, seconds }: RunOutcome): string {
  const lines: string[] = []
  for (const file of files) {
    if ('refused' in file) {
      lines.push(`${file.file}: refused, no results.`)
      continue
    }
    lines.push(
      `${file.file}: ${file.rows.toLocaleString('en-US')} rows, ${file.subjects.toLocaleString('en-US')} people.`,
    )
    for (const output of file.outputs) lines.push(`  ${output}`)
  }
  if (summary !== undefined) lines.push(`Summary: ${summary}`)
  if (errors !== undefined) lines.push(`No summary was written. Why each file was refused: ${errors}`)
  return [...lines, `Done in ${seconds.toFixed(1)} s.`, ''].join('\n')
}

/** For programs: one JSON line. Memory is the most this process used, in bytes. */
export function outcomeLine({ files, summary, errors, seconds }: RunOutcome): string {
  const rows = files.reduce((total, file) => total + ('rows' in file ? file.rows : 0), 0)
  return (
    JSON.stringify({
      result: errors === undefined ? 'done' : 'refused',
      files,
      rows,
      seconds,
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
      ...(summary === undefined ? {} : { summary }),
      ...(errors === undefined ? {} : { errors }),
    }) + '\n'
  )
}
