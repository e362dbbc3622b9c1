import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** One line of `docs/routes.md`. */
export interface Route {
  readonly path: string
  readonly does: 'read' | 'write'
  readonly access: 'tenant' | 'staff' | 'account' | 'public'
  readonly needs: string
  readonly background: boolean
  readonly also: readonly string[]
  readonly page: boolean
}

export interface Mount {
  readonly path: string
  readonly methods: string
  readonly access: string
}

export interface Manifest {
  readonly routes: readonly Route[]
  readonly mounts: readonly Mount[]
}

const ROOT = fileURLToPath(new URL('../../../..', import.meta.url))

/** Every way into the service, read from its source at the moment the tests run. */
export function readManifest(): Manifest {
  const program = 'packages/tooling/checks/routes.mjs'
  const printed = execFileSync(process.execPath, [program, '--json'], { cwd: ROOT, encoding: 'utf8' })
  // Safe: printed by our own program from its own types.
  return JSON.parse(printed) as Manifest
}
