import { Alert, Button, ProgressBar, StatusMark, percentOf } from '@cmr/ui'
import type { Tone } from '@cmr/ui'
import { bytes, duration } from '../../format.ts'
import { transferRate } from '../../uploads/transfer-rate.ts'
import { UPLOAD_STATE_WORDS } from '../../uploads/upload-item.ts'
import type { UploadItem, UploadState } from '../../uploads/upload-item.ts'

const TONES: Readonly<Record<UploadState, Tone>> = {
  waiting: 'negative',
  sending: 'waiting',
  paused: 'attention',
  checking: 'waiting',
  done: 'positive',
  failed: 'failed',
}

interface UploadRowProps {
  readonly item: UploadItem
  readonly onPause: (key: string) => void
  readonly onResume: (key: string) => void
  readonly onCancel: (key: string) => void
}

/** One file on its way: how far, how fast, how long, and what can be done about it. */
export function UploadRow({ item, onPause, onResume, onCancel }: UploadRowProps) {
  const { key, name, size, state, sent, samples, sha256, problem } = item
  const rate = state === 'sending' ? transferRate(samples, size) : undefined
  return (
    <li className="panel upload-item">
      <p>
        <span className="upload-item__name">{name}</span>{' '}
        <StatusMark tone={TONES[state]}>{UPLOAD_STATE_WORDS[state]}</StatusMark>
      </p>
      <ProgressBar label={name} done={sent} total={size}>
        {percentOf(sent, size)} % · {bytes(sent)} of {bytes(size)}
        {rate !== undefined && ` · ${bytes(rate.bytesPerSecond)}/s · ${duration(rate.secondsLeft)} left`}
      </ProgressBar>
      {sha256 !== undefined && (
        <p className="usa-hint">
          SHA-256 <span className="upload-item__hash">{sha256}</span>
        </p>
      )}
      {state === 'failed' && (
        <Alert type="error" headingLevel="h3" slim role="alert">
          {problem}
        </Alert>
      )}
      <div className="actions">
        {state === 'sending' && (
          <Button type="button" outline onClick={() => onPause(key)}>
            Pause<span className="usa-sr-only"> {name}</span>
          </Button>
        )}
        {(state === 'paused' || state === 'failed') && (
          <Button type="button" outline onClick={() => onResume(key)}>
            Go on<span className="usa-sr-only"> with {name}</span>
          </Button>
        )}
        {state !== 'done' && state !== 'checking' && (
          <Button type="button" unstyled onClick={() => onCancel(key)}>
            Cancel<span className="usa-sr-only"> {name}</span>
          </Button>
        )}
      </div>
    </li>
  )
}
