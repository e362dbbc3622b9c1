export { listReleases, ListReleasesInput } from './list-releases.ts'
export type { ReleaseView } from './list-releases.ts'
export { handover, recordRelease } from './record-release.ts'
export type { Release } from './record-release.ts'
