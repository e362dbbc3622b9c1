import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Where a local service keeps what it must find again: all of it under one folder. */
export interface LocalSettings {
  readonly dataDir: string
  readonly postgresDir: string
  readonly storageUrl: string
  readonly keysRoot: string
  readonly logDir: string
  /** 32 bytes in base64, made once. */
  readonly masterKey: string
}

/** Reads the settings of a data folder, making folder and key at the first start. */
export async function readLocalSettings(dataDir: string): Promise<LocalSettings> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  return {
    dataDir,
    postgresDir: join(dataDir, 'postgres'),
    storageUrl: pathToFileURL(join(dataDir, 'objects')).href,
    keysRoot: join(dataDir, 'keys'),
    logDir: join(dataDir, 'log'),
    masterKey: await keptKey(join(dataDir, 'master.key')),
  }
}

async function keptKey(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
  }
  const key = randomBytes(32).toString('base64')
  await writeFile(file, key, { mode: 0o600, flag: 'wx' })
  return key
}
