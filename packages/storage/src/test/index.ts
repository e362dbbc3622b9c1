export { startS3Server } from './start-s3-server.ts'
export type { S3Server } from './start-s3-server.ts'
