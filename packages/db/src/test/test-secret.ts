import { createHash } from 'node:crypto'

/** The secret from which the test roles' passwords come: the same in every process of a run, and in every run. */
export function testSecret(adminUrl: string): string {
  return createHash('sha256').update(adminUrl).digest('base64url')
}
