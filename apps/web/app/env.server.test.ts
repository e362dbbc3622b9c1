import { readFileSync } from 'node:fs'
import { DEVELOPMENT_MASTER_KEY } from '@cmr/services'
import { describe, expect, it } from 'vitest'
import { envExample, readEnv } from './env.server.ts'

const local = {
  DEPLOYMENT: 'local',
  PUBLIC_ORIGIN: 'http://localhost:3000/',
  DATABASE_URL: 'postgres://cmr_app@localhost/cmr',
  AUTH_DATABASE_URL: 'postgres://cmr_auth@localhost/cmr',
  INGEST_DATABASE_URL: 'postgres://cmr_ingest@localhost/cmr',
  STORAGE_URL: 'file:///data/objects',
  KEYS_ROOT: '/data/keys',
  MASTER_KEY: DEVELOPMENT_MASTER_KEY,
}
const OWN_DATABASE = JSON.stringify({
  '01936a00-0000-7000-8000-0000000000aa': {
    databaseUrl: 'postgres://cmr_app@own/cmr',
    ingestDatabaseUrl: 'postgres://cmr_ingest@own/cmr',
  },
})
const tls = (url: string) => `${url}?sslmode=verify-full`
const production = {
  ...local,
  DEPLOYMENT: 'production',
  PUBLIC_ORIGIN: 'https://records.example.gov',
  DATABASE_URL: tls(local.DATABASE_URL),
  AUTH_DATABASE_URL: tls(local.AUTH_DATABASE_URL),
  INGEST_DATABASE_URL: tls(local.INGEST_DATABASE_URL),
  MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
}

describe('readEnv', () => {
  it('fills in what has a default', () => {
    expect(readEnv(local)).toMatchObject({ PORT: 3000, PUBLIC_ORIGIN: 'http://localhost:3000', NODE_ENV: 'production' })
  })

  it('lists every field it refuses at once', () => {
    expect(() => readEnv({})).toThrow(/PUBLIC_ORIGIN[\s\S]*DATABASE_URL[\s\S]*MASTER_KEY/)
  })

  it('never repeats a value', () => {
    expect(() => readEnv({ ...local, MASTER_KEY: 'c2VjcmV0' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('c2VjcmV0') }),
    )
  })

  it('accepts a complete production configuration', () => {
    expect(readEnv(production).DEPLOYMENT).toBe('production')
  })

  it.each([
    ['the development key', { MASTER_KEY: DEVELOPMENT_MASTER_KEY }, /MASTER_KEY: is the development key/],
    ['a plain origin', { PUBLIC_ORIGIN: 'http://records.example.gov' }, /PUBLIC_ORIGIN: must be https/],
    ['another plain database', { TENANT_DATABASES: OWN_DATABASE }, /TENANT_DATABASES: must say sslmode=verify-full/],
    ['plain S3', { STORAGE_URL: 's3://cmr?endpoint=http://localhost' }, /STORAGE_URL: must have an https/],
    ['a database without TLS', { DATABASE_URL: local.DATABASE_URL }, /DATABASE_URL: must say sslmode=verify-full/],
  ])('refuses %s in production', (_name, change, message) => {
    expect(() => readEnv({ ...production, ...change })).toThrow(message)
  })
})

describe('.env.example', () => {
  it('is what the schema says; write it again with envExample() when this fails', () => {
    expect(readFileSync(new URL('../.env.example', import.meta.url), 'utf8')).toBe(envExample())
  })
})
