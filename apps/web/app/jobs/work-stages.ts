import type { JobProgress, StageProgress } from './job-progress.ts'

/** The line a batch moves along, as screens show it, and the stored stage each point is read from. */
export const WORK_STAGES = [
  { label: 'Received', stage: undefined },
  { label: 'Scanned', stage: 'inspect' },
  { label: 'Parsed', stage: 'load' },
  { label: 'People matched', stage: 'people' },
  { label: 'Eligibility', stage: 'evaluate' },
  { label: 'Ready', stage: 'results' },
] as const

const VERBS: Readonly<Record<string, string>> = {
  inspect: 'Looking through the files',
  load: 'Reading rows',
  people: 'Matching people',
  evaluate: 'Evaluating convictions',
  results: 'Writing the result files',
}

const isDone = ({ done, total }: StageProgress) => total > 0 && done >= total

/** Where the work stands on `WORK_STAGES`: the index under way, or the length of the list when all is done. */
export function stageUnderWay(jobs: readonly JobProgress[], published: boolean): number {
  if (published) return WORK_STAGES.length
  const known = jobs.flatMap(({ stages }) => stages)
  const open = WORK_STAGES.findIndex(
    ({ stage }) => stage !== undefined && !known.some((at) => at.stage === stage && isDone(at)),
  )
  return open < 0 ? WORK_STAGES.length - 1 : open
}

/** The stage that moves now, with its verb: the first that is not done. Undefined while the job waits for a worker. */
export function movingStage({ state, stages }: JobProgress): (StageProgress & { readonly verb: string }) | undefined {
  if (state === 'queued' && stages.every(({ done }) => done === 0)) return undefined
  const stage = stages.find((at) => !isDone(at)) ?? stages.at(-1)
  return stage === undefined ? undefined : { ...stage, verb: VERBS[stage.stage] ?? 'Working' }
}
