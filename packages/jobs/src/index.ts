export { batchConfirmed, runRequested } from './events.ts'
