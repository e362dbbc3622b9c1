import { z } from 'zod'

const MOST_CHARACTERS = 20_000

/** Text that is JSON. */
const json = z
  .string()
  .max(MOST_CHARACTERS)
  .transform((text, refinement): unknown => {
    try {
      return JSON.parse(text)
    } catch {
      refinement.addIssue({ code: 'custom', message: 'The device’s answer cannot be read.' })
      return z.NEVER
    }
  })

const answer = z.object({
  id: z.string(),
  rawId: z.string(),
  type: z.literal('public-key'),
  clientExtensionResults: z.looseObject({}),
})

/**
 * What a device that gives a new passkey answered, as JSON in a hidden field. Only its outline is looked at here: the
 * library that checks the answer trusts nothing of it.
 */
export const newPasskeyAnswer = json.pipe(
  answer.extend({ response: z.looseObject({ clientDataJSON: z.string(), attestationObject: z.string() }) }),
)

/** What a device that holds a passkey answered. As above. */
export const passkeyAnswer = json.pipe(
  answer.extend({
    response: z.looseObject({ clientDataJSON: z.string(), authenticatorData: z.string(), signature: z.string() }),
  }),
)
