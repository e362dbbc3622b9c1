import { readFileSync } from 'node:fs'

import { expect, test } from 'vitest'

import { DEVELOPMENT_MASTER_KEY } from '@cmr/services'
import { envExample, readWorkerEnv } from './env.ts'

const local = {
  DEPLOYMENT: 'local',
  DATABASE_URL: 'postgres://cmr_app@127.0.0.1/cmr',
  INGEST_DATABASE_URL: 'postgres://cmr_ingest@127.0.0.1/cmr',
  JOBS_DATABASE_URL: 'postgres://cmr_jobs@127.0.0.1/cmr',
  STORAGE_URL: 'file:///data/objects',
  KEYS_ROOT: '/data/keys',
  AUDIT_HEADS_ROOT: '/data/audit-heads',
  MASTER_KEY: Buffer.alloc(32, 1).toString('base64'),
}

test('settings have defaults', () => {
  expect(readWorkerEnv(local)).toMatchObject({
    JOBS_BACKEND: 'embedded',
    JOBS_RETRY_SCALE: 1,
    JOBS_RECONCILE_MS: 60_000,
  })
})

test.each([
  ['INNGEST_DEV', { INNGEST_DEV: '1' }],
  ['INNGEST_SIGNING_KEY', { INNGEST_SIGNING_KEY: 'signkey-prod-00' }],
  ['JOBS_BACKEND', { JOBS_BACKEND: 'inngest' }],
  ['TENANT_DATABASES', { TENANT_DATABASES: '{"yolo":{}}' }],
  ['AUDIT_HEADS_ROOT', { AUDIT_HEADS_ROOT: '' }],
  ['STORAGE_URL', { STORAGE_URL: 'https://example.gov/' }],
  ['MASTER_KEY', { MASTER_KEY: 'c2hvcnQ=' }],
  ['MASTER_KEY', { DEPLOYMENT: 'production', MASTER_KEY: DEVELOPMENT_MASTER_KEY }],
  ['JOBS_DATABASE_URL', { JOBS_DATABASE_URL: undefined }],
  ['JOBS_RETRY_SCALE', { DEPLOYMENT: 'production', JOBS_RETRY_SCALE: '0.1' }],
  ['JOBS_DATABASE_URL', { DEPLOYMENT: 'production' }],
])('the worker refuses to start and names %s', (name, change) => {
  expect(() => readWorkerEnv({ ...local, ...change })).toThrow(`  ${name}: `)
})

test('a refusal does not repeat the value', () => {
  expect(() => readWorkerEnv({ ...local, MASTER_KEY: 'secret!' })).toThrow(/^(?!.*secret!)/s)
})

test('.env.example is what the schema says; write it again with envExample() when this fails', () => {
  expect(readFileSync(new URL('../.env.example', import.meta.url), 'utf8')).toBe(envExample())
})
