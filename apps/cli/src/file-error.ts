import { AppError } from '@cmr/errors'

const unreadable: Readonly<Record<string, string>> = {
  ENOENT: 'There is no file at this path. Check the path, and that the disk or share is connected.',
  EACCES: 'This user may not read the file. Ask for the right to read it, or copy it to a folder of your own.',
  EPERM: 'This user may not read the file. Ask for the right to read it, or copy it to a folder of your own.',
  EISDIR: 'This is a folder. Name the files in it.',
}

const unwritable: Readonly<Record<string, string>> = {
  ENOENT: 'The folder above it does not exist. Make it first.',
  EACCES: 'This user may not write there. Choose another folder.',
  EPERM: 'This user may not write there. Choose another folder.',
  EROFS: 'This disk cannot be written to. Choose another folder.',
  EEXIST: 'A file of that name is in the way. Choose another name.',
  ENOTDIR: 'A part of the path is a file, not a folder. Choose another path.',
  EISDIR: 'A folder of that name is in the way. Choose another name.',
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** A file that cannot be read, as a refusal of it; any other error unchanged. */
export function inputError(error: unknown): unknown {
  const message = unreadable[codeOf(error) ?? '']
  if (message !== undefined) return new AppError('VALIDATION', message, { details: { reason: 'unreadable-file' } })
  return diskError(error, 'The file cannot be read')
}

/** A place that cannot be written to, as a wrong call; a full disk as UNAVAILABLE; any other error unchanged. */
export function outputError(error: unknown, path: string): unknown {
  const message = unwritable[codeOf(error) ?? '']
  if (message === undefined) return diskError(error, `Cannot write ${path}`)
  return new AppError('VALIDATION', `Cannot write ${path}: ${message}`, { details: { reason: 'unwritable-output' } })
}

function diskError(error: unknown, what: string): unknown {
  const code = codeOf(error)
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new AppError(
      'UNAVAILABLE',
      `${what}: the disk is full. Make space, or choose another disk, and start again.`,
      {
        details: { reason: 'disk-full' },
      },
    )
  }
  if (code === 'EIO' || code === 'EMFILE' || code === 'ENFILE' || code === 'ESTALE') {
    return new AppError(
      'UNAVAILABLE',
      `${what}: the system reports ${code}. Check the disk or share and start again.`,
      {
        details: { reason: 'disk-failure' },
      },
    )
  }
  return error
}
