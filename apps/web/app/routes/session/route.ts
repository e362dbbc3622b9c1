import { accountAction, accountLoader } from '../../route-builder.ts'

/** How long the session goes on if nothing is done. Asking keeps nothing alive. */
export const loader = accountLoader({ background: true }, async ({ viewer }) =>
  Response.json({ userId: viewer.userId, expiresInMs: viewer.expiresInMs }),
)

/** The person said that they are still there. */
export const action = accountAction({}, async ({ viewer }) =>
  Response.json({ userId: viewer.userId, expiresInMs: viewer.expiresInMs }),
)
