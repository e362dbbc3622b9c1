import type { Command } from '../command.ts'
import { wrongCall } from '../parse-call.ts'

export const adminCommand: Command = {
  help: `
Usage: cmr admin operator --email EMAIL --name NAME
       cmr admin code EMAIL

operator  invites the first operator of Code for America, who invites all others at /support/people. Prints the link of
          the invitation once, or its code alone when PUBLIC_ORIGIN is not set. It is good for a day, and an earlier one
          is taken back. Refused while there is an operator who may sign in.
code      prints the sign-in code an authenticator app would show now for one of the invented people of the local
          service that npm start runs. It works in that service's data folder (CMR_DATA_DIR, .data when not set) and
          nowhere else: the codes of real accounts are known to their owners' devices alone.

  --email EMAIL   an address that has no account in the service
  --name NAME     their name

The settings of operator are those of the web server: AUTH_DATABASE_URL and PUBLIC_ORIGIN. Without a database the local
service is asked, which must be running.

Exit codes: 0 done, 2 wrong call or refused, 69 something is not available, 70 a bug.
`,

  async run(args, terminal) {
    const [action = ''] = args
    switch (action) {
      case 'operator':
        return (await import('./invite-operator.ts')).inviteOperator(args, terminal)
      case 'code':
        return (await import('./print-code.ts')).printCode(args, terminal)
      default:
        throw wrongCall('admin', 'The first argument must be one of: operator, code.')
    }
  },
}
