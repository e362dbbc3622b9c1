import { createTestDatabase } from '@cmr/db/test'
import type { Inngest, InngestFunction } from 'inngest'
import { Pool } from 'pg'
import { vi } from 'vitest'

import { startExecutor, type Executor } from '../embedded/start-executor.ts'
import { testLogger } from './test-logger.ts'

export interface TestRun {
  readonly id: string
  readonly function_id: string
  readonly state: string
  readonly calls: number
  readonly output: unknown
  readonly error: { name: string; message: string } | null
}

export interface TestJobs {
  readonly databaseUrl: string
  start(functions: (client: Inngest) => readonly InngestFunction.Any[]): Promise<Executor>
  /** Every run of the function, oldest first. */
  runs(functionId: string): Promise<TestRun[]>
  /** The function's only run, once it has ended. */
  ended(functionId: string): Promise<TestRun>
  query<T extends object>(sql: string, values?: unknown[]): Promise<T[]>
  close(): Promise<void>
}

/** How tests wait: long enough for a busy machine, and no longer than it takes. */
export const PATIENT = { timeout: 50_000, interval: 25 }

/** A database of its own and executors on it. */
export async function createTestJobs(): Promise<TestJobs> {
  const database = await createTestDatabase()
  const databaseUrl = database.urls.cmr_jobs
  const pool = new Pool({ connectionString: databaseUrl, max: 2 })
  pool.on('error', () => undefined)
  const executors: Executor[] = []
  const runs = async (functionId: string): Promise<TestRun[]> => {
    const { rows } = await pool.query<TestRun>(
      `select id, function_id, state, calls, output, error from jobs.executor_runs
       where function_id = $1 order by created_at`,
      [`clear-my-record-${functionId}`],
    )
    return rows
  }
  return {
    databaseUrl,
    async start(functions) {
      const executor = await startExecutor({
        databaseUrl,
        logger: testLogger,
        functions,
        concurrency: 4,
        retryScale: 0.001,
        pollMs: 50,
        onLost: (error) => {
          throw error
        },
      })
      executors.push(executor)
      return executor
    },
    runs,
    ended: (functionId) =>
      vi.waitFor(async () => {
        const [run, ...others] = await runs(functionId)
        if (run === undefined || run.state === 'active' || others.length > 0) throw new Error('not ended once')
        return run
      }, PATIENT),
    async query<T extends object>(sql: string, values: unknown[] = []) {
      return (await pool.query<T>(sql, values)).rows
    },
    async close() {
      await Promise.all(executors.map((executor) => executor.stop()))
      await pool.end()
      await database.drop()
    },
  }
}
