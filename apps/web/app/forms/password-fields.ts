import { z } from 'zod'

/** A new password, twice. What it may be is decided where it is kept. */
export const newPassword = {
  next: z.string({ error: 'Enter a new password' }).max(512, 'A password has at most 128 characters'),
  again: z.string({ error: 'Enter the new password a second time' }),
}

/** Refuses two passwords that differ. */
export const areSame = ({ next, again }: { next: string; again: string }) => next === again

export const DIFFERENT = { path: ['again'], error: 'The two passwords differ' }
