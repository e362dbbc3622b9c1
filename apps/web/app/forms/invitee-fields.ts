import { z } from 'zod'

/** The fields of `InviteeFields`. */
export const inviteeFields = {
  inviteeName: z.string({ error: 'Enter a name' }).trim().min(1, 'Enter a name').max(200),
  inviteeEmail: z.email({ error: 'Enter an e-mail address, like name@county.gov' }),
}
