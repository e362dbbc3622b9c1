import { getJurisdiction } from '@cmr/registry'

const california = getJurisdiction('us-ca')
const [format] = california.intake

/** A small file of invented people with its header line, as byte text. */
export function sampleFile(county: string, rows: number, seed = 1): string {
  if (format?.synthesize === undefined) throw new Error('the first format of us-ca makes no synthetic files')
  return [...format.synthesize({ county, rows, seed })].join('')
}

/** The file's lines, header first, without the line end of the last. */
export function linesOf(byteText: string): string[] {
  return byteText.replace(/\n$/, '').split('\n')
}

export const OPTIONS = JSON.stringify({
  baselineEligibility: { dismiss: ['11357'], reduce: ['11358', '11359', '11360'] },
  additionalRelief: { subjectAgeThreshold: 50, yearsSinceConvictionThreshold: 10, yearsCrimeFreeThreshold: 5 },
})

/** The arguments of `cmr evaluate` up to the files, for San Joaquin. */
export function evaluateArgs(options: string, out: string): string[] {
  return [
    ...['evaluate', '--jurisdiction', 'us-ca', '--ruleset', 'prop64-reference', '--profile', 'configurable'],
    ...['--county', 'SAN JOAQUIN', '--as-of', '2019-11-11', '--options', options, '--out', out],
  ]
}
