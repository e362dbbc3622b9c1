export { listRunFiles, ListRunFilesInput } from './list-run-files.ts'
export type { RunFileView } from './list-run-files.ts'
export { openRunFile, OpenRunFileInput } from './open-run-file.ts'
export type { OpenedRunFile } from './open-run-file.ts'
