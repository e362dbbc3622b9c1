import { pino } from 'pino'

/** Silent unless TEST_LOG names a level. */
export const testLogger = pino({ level: process.env['TEST_LOG'] ?? 'silent' })
