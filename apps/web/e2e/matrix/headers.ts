import { expect } from '@playwright/test'

/** Headers every answer of the service carries, by lower-case name. */
export const PAGE_HEADERS = {
  'cache-control': expect.stringMatching(/^no-store(, no-store)?$/),
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': expect.stringContaining('camera=()'),
}
