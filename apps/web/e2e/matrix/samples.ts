import type { Owned } from './county-data.ts'
import type { Route } from './manifest.ts'

/** What a county owns, by parameter, where its name is not that of the parameter. */
const OTHER_WORDS: Readonly<Record<string, string>> = { '*': 'nowhere' }

const HANDOVER = { recipient: 'Test court', purpose: 'A test', form: 'exact' }

/** What is sent to a route that writes, so that it reaches what belongs to a county. A new one must be added here. */
const FORMS: Readonly<Record<string, (owned: Owned) => Record<string, string>>> = {
  '/:tenant/activity.csv': () => HANDOVER,
  '/:tenant/activity/review': () => ({ toSeq: '1' }),
  '/:tenant/downloads/:file': () => HANDOVER,
  '/:tenant/files/:batch': () => ({}),
  '/:tenant/files/:batch/confirm': () => ({}),
  '/:tenant/files/finish': ({ upload = '' }) => ({ fileId: upload, sha256: '0'.repeat(64) }),
  '/:tenant/files/new': () => ({}),
  '/:tenant/files/remove': ({ upload = '' }) => ({ fileId: upload }),
  '/:tenant/policy': () => ({}),
  '/:tenant/results': ({ run = '' }) => ({ run, name: 'TESTPERSON' }),
  '/:tenant/runs/:run': () => ({ intent: 'release' }),
  '/:tenant/settings/keys': () => ({ intent: 'rotate' }),
  '/:tenant/settings/leaving': () => ({ intent: 'cancel' }),
  '/:tenant/settings/leaving/export': () => HANDOVER,
  '/:tenant/settings/retention': () => ({ intent: 'hold', reason: 'A test' }),
  '/:tenant/settings/sign-in': () => ({ idleMinutes: '30' }),
  '/:tenant/settings/single-sign-on': () => ({ intent: 'off' }),
  '/:tenant/settings/support': ({ run = '' }) => ({ grant: run, intent: 'approved' }),
  '/:tenant/settings/users': ({ run = '' }) => ({ intent: 'revoke', invite: run }),
  '/:tenant/settings/users/:person': () => ({ intent: 'disable' }),
  '/:tenant/support-access/end': () => ({}),
}

/** What a route's parameter means where it is not what its name says elsewhere. */
const MEANINGS: Readonly<Record<string, Record<string, string>>> = {
  '/:tenant/settings/users/:person': { person: 'member' },
  '/support/people/:person': { person: 'colleague' },
}

/** Queries that name something of a county. */
const QUERIES: Readonly<Record<string, (owned: Owned) => string>> = {
  '/:tenant/results': ({ run = '' }) => `?run=${run}`,
  '/:tenant/downloads/:file': ({ run = '' }) => `?run=${run}`,
  '/:tenant/files/new': ({ draft = '' }) => `?batch=${draft}`,
}

const IDS = /:(?!tenant)/

/** The route's address under a slug, with a county's own things in it. Throws when the tests do not know a parameter. */
export function addressOf(path: string, slug: string, owned: Owned): string {
  return path
    .split('/')
    .map((step) => {
      if (step === ':tenant') return slug
      if (step !== '*' && !step.startsWith(':')) return step
      const value = owned[MEANINGS[path]?.[step.slice(1)] ?? step.slice(1)] ?? OTHER_WORDS[step]
      if (value === undefined) throw new Error(`No sample for ${step} of ${path}: add it in e2e/matrix/county-data.ts.`)
      return value
    })
    .join('/')
}

/** What to send to it. Throws when a route that writes has no sample. */
export function formOf({ path, does, access }: Route, owned: Owned): Record<string, string> | undefined {
  if (does === 'read') return undefined
  if (access !== 'tenant') return {}
  const form = FORMS[path]
  if (form === undefined) throw new Error(`No sample of a form for ${path}: add it in e2e/matrix/samples.ts.`)
  return form(owned)
}

/** A query that names something of the county, where the route takes one. */
export const queryOf = ({ path }: Pick<Route, 'path'>, owned: Owned): string => QUERIES[path]?.(owned) ?? ''

/** Whether the request names something of a county beside its slug. */
export const namesThings = (route: Route, owned: Owned): boolean =>
  IDS.test(route.path) ||
  queryOf(route, owned) !== '' ||
  Object.keys(formOf(route, owned) ?? {}).some((key) => /Id$|^run$/.test(key))
