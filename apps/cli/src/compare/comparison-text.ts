import type { ComparisonCounts } from '@cmr/engine'

const count = (value: number): string => value.toLocaleString('en-US')

/** What a comparison came to, for a person at a terminal. */
export function comparisonText({ convictions, people, causes }: ComparisonCounts, paths: readonly string[]): string {
  const lines = [
    `${count(convictions.compared)} convictions compared: ${count(convictions.same)} with the same answer, ${count(convictions.different)} with another.`,
    `${count(people.withDifferences)} of ${count(people.compared)} people have a conviction with another answer.`,
  ]
  const width = Math.max(0, ...causes.map((cause) => count(cause.convictions).length))
  for (const { id, label, convictions: differing, citations } of causes) {
    const cites = citations.length === 0 ? '' : ` [${citations.map(({ cite }) => cite).join('; ')}]`
    lines.push(`  ${count(differing).padStart(width)}  ${id}: ${label}${cites}`)
  }
  return [...lines, ...paths, ''].join('\n')
}
