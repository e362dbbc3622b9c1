/**
 * What the hostile suite runs: a file of tests, whose lines `figure: …` say what was measured. `HOSTILE=full` asks
 * a test for its whole length; `npm test` runs the same files shorter.
 * @typedef {object} HostileCase
 * @property {'unit' | 'db' | 'e2e'} kind
 * @property {string} file of the repository
 * @property {string} [only] the beginning of the titles to run; every test of the file without it
 * @property {Record<string, string>} [env]
 * @property {string} tries what is attempted, in a sentence
 */

/** @type {Record<string, HostileCase>} */
export const CASES = {
  'two-connections': {
    kind: 'db',
    file: 'packages/services/src/hostile/two-connections.db.test.ts',
    tries: '50 users of two counties on two connections, one of which is killed every half second, for three minutes',
  },
  'dead-handles': {
    kind: 'db',
    file: 'packages/db/src/guard-transactions.db.test.ts',
    tries: 'handles, cursors, streams and COPY used after their connection was killed',
  },
  catalogue: {
    kind: 'db',
    file: 'packages/db/src/catalogue/find-catalogue-faults.db.test.ts',
    tries: 'walls taken down one by one: each must be noticed',
  },
  'audit-writers': {
    kind: 'db',
    file: 'packages/services/src/audit/verify-audit.db.test.ts',
    env: { CMR_AUDIT_EVENTS: '5000' },
    tries: '16 writers of 5,000 entries each, and a log that is edited, cut, reordered',
  },
  'sign-in-guesses': {
    kind: 'db',
    file: 'packages/auth/src/sign-in/sign-in.db.test.ts',
    tries: 'guesses of passwords from one and from many addresses, at once and from two processes',
  },
  'ten-thousand-guesses': {
    kind: 'db',
    file: 'packages/auth/src/sign-in/guesses.db.test.ts',
    tries: '10,000 guesses from one address and from 500, within a quarter of an hour',
  },
  sessions: {
    kind: 'db',
    file: 'packages/auth/src/sessions/sessions.db.test.ts',
    tries: 'fixation, idling with a stream open, twelve hours, a race with signing out, malformed cookies',
  },
  'one-code-once': {
    kind: 'db',
    file: 'packages/auth/src/second-factor/second-factor.db.test.ts',
    tries: 'a code in twenty tries at once, and codes guessed',
  },
  'support-access': {
    kind: 'db',
    file: 'packages/services/src/support/support.db.test.ts',
    tries: 'access without a grant, with one that is over, too long, revoked in mid-stream, or of another county',
  },
  'two-people': {
    kind: 'db',
    file: 'packages/services/src/releases/releases.db.test.ts',
    tries: 'releasing what one prepared, past the verbs too, and reading with the log switched off',
  },
  leaving: {
    kind: 'db',
    file: 'packages/services/src/leaving/leaving.db.test.ts',
    tries: 'reading a county that has left from the database, the store and a restored backup',
  },
  'upload-locks': {
    kind: 'db',
    file: 'packages/db/src/session-locks.db.test.ts',
    tries: 'two processes that write one upload',
  },
  'kill-during-load': {
    kind: 'db',
    file: 'packages/jobs/src/kill-during-load.db.test.ts',
    tries: 'kill -9 of the worker while a file of 500,000 rows is loaded',
  },
  'request-limits': {
    kind: 'unit',
    file: 'apps/web/server/request-limits.test.ts',
    tries: 'addresses, headers and bodies that are too long or too slow',
  },
  'bombs-and-malware': {
    kind: 'unit',
    file: 'packages/services/src/files/file-content.test.ts',
    tries: 'archives, documents, programs and the EICAR signature as uploads',
  },
  'spreadsheet-formulas': {
    kind: 'unit',
    file: 'packages/services/src/run-files/spreadsheet-safe.test.ts',
    tries: 'cells that would become formulas',
  },
  'route-matrix': {
    kind: 'e2e',
    file: 'apps/web/e2e/route-matrix.spec.ts',
    tries: 'every route with every role and the other county’s identifiers',
  },
  edges: {
    kind: 'e2e',
    file: 'apps/web/e2e/edges.spec.ts',
    tries: 'writes from elsewhere, uploads that are no text, a mistake in every route',
  },
  crawl: {
    kind: 'e2e',
    file: 'apps/web/e2e/crawl.spec.ts',
    tries: 'every page in Chromium under the security policy',
  },
}
