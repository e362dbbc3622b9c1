/** The step id of one part of one file, as `load-1-0007`. Stable: a running job finds its steps by it. */
export function partId(stage: string, position: number, no: number): string {
  return `${stage}-${position}-${String(no).padStart(4, '0')}`
}
