import { useId } from 'react'

export interface FileDropProps {
  readonly label: string
  readonly hint: string
  /** Extensions with the dot, lower-case. */
  readonly extensions: readonly string[]
  readonly onFiles: (files: readonly File[]) => void
}

/**
 * Chooses several files by button or by dropping them on the box. The browser's own file input covers the box,
 * so both ways, the keyboard and assistive technology meet the same control. File content is never read here.
 */
export function FileDrop({ label, hint, extensions, onFiles }: FileDropProps) {
  const id = useId()
  return (
    <div className="usa-form-group">
      <label className="usa-label" htmlFor={id}>
        {label}
      </label>
      <span className="usa-hint" id={`${id}-hint`}>
        {hint}
      </span>
      <div className="usa-file-input">
        <div className="usa-file-input__target">
          <div className="usa-file-input__instructions" aria-hidden="true">
            <span className="usa-file-input__drag-text">Drag files here or </span>
            <span className="usa-file-input__choose">choose files</span>
          </div>
          <div className="usa-file-input__box" />
          <input
            id={id}
            className="usa-file-input__input"
            type="file"
            multiple
            accept={extensions.join(',')}
            aria-describedby={`${id}-hint`}
            onChange={(event) => {
              onFiles([...(event.currentTarget.files ?? [])])
              event.currentTarget.value = ''
            }}
          />
        </div>
      </div>
    </div>
  )
}
