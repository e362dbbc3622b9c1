import type { batches } from '@cmr/services'
import type { Tone } from '@cmr/ui'

export interface NextStep {
  readonly title: string
  readonly why: string
  readonly action?: string | undefined
  readonly to?: string | undefined
}

interface LinePoint {
  readonly state: 'done' | 'now' | 'later'
  readonly tone: Tone
  readonly word: string
}

type BatchState = batches.BatchView['state']
type KnownBatch = Pick<batches.BatchView, 'id' | 'state' | 'publishedRunId'>

const DONE: LinePoint = { state: 'done', tone: 'positive', word: 'Done' }
const NOW: LinePoint = { state: 'now', tone: 'waiting', word: 'Under way' }
const LATER: LinePoint = { state: 'later', tone: 'negative', word: 'Not yet' }
const STOPPED: LinePoint = { state: 'now', tone: 'failed', word: 'Stopped' }

/** Where an office stands on File → Answers → Take away, from its newest batch and its newest published one. */
export function officeLine(
  slug: string,
  latest: KnownBatch | undefined,
  published: KnownBatch | undefined,
  mayAdd: boolean,
): { line: readonly LinePoint[]; next: NextStep } {
  return { line: pointsOf(latest, published), next: nextOf(slug, latest, published, mayAdd) }
}

function pointsOf(latest: KnownBatch | undefined, published: KnownBatch | undefined): readonly LinePoint[] {
  const state: BatchState | undefined = latest?.state
  switch (state) {
    case 'importing':
      return published === undefined ? [NOW, LATER, LATER] : [NOW, DONE, DONE]
    case 'failed':
      return published === undefined ? [STOPPED, LATER, LATER] : [STOPPED, DONE, DONE]
    case 'ready':
      return latest?.publishedRunId === null ? [DONE, NOW, LATER] : [DONE, DONE, DONE]
    case 'draft':
      return published === undefined ? [NOW, LATER, LATER] : [NOW, DONE, DONE]
    case undefined:
      return [LATER, LATER, LATER]
    default:
      return state satisfies never
  }
}

function nextOf(
  slug: string,
  latest: KnownBatch | undefined,
  published: KnownBatch | undefined,
  mayAdd: boolean,
): NextStep {
  const add = mayAdd ? { action: 'Add files', to: `/${slug}/files/new` } : {}
  if (latest === undefined) {
    return {
      title: 'add the state’s file',
      why: 'Nothing has been sent yet. An analyst of your office adds the file the state sent.',
      ...add,
    }
  }
  switch (latest.state) {
    case 'draft':
      return {
        title: 'confirm the files',
        why: 'A batch of files was begun and waits for you to check and confirm it.',
        ...(mayAdd && { action: 'Go on with the batch', to: `/${slug}/files/new?batch=${latest.id}` }),
      }
    case 'importing':
      return {
        title: 'wait for the answers',
        why: 'The files are being worked on. You can close the page; it goes on.',
        action: 'Watch the progress',
        to: `/${slug}/files/${latest.id}`,
      }
    case 'failed':
      return {
        title: 'look at what went wrong',
        why: 'The latest batch could not be finished.',
        action: 'See why',
        to: `/${slug}/files/${latest.id}`,
      }
    case 'ready':
      return published === undefined
        ? {
            title: 'wait for the answers',
            why: 'The files were read; convictions are being evaluated.',
            action: 'Watch the progress',
            to: `/${slug}/files/${latest.id}`,
          }
        : {
            title: 'look through the answers',
            why: 'Every conviction has an answer and a reason. The result files are ready too.',
            action: 'See every conviction',
            to: `/${slug}/results`,
          }
    default:
      return latest.state satisfies never
  }
}
