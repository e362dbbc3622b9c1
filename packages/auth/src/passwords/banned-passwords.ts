const SHORTEST_LISTED = 8

let listed: Promise<ReadonlySet<string>> | undefined

/** Whether a password, in any case, is among the commonly used ones. The list is shipped: no network is asked. */
export async function isBannedPassword(password: string): Promise<boolean> {
  listed ??= load()
  return (await listed).has(password.toLowerCase())
}

// Imported when first needed: reading the list takes a tenth of a second that no other start has to spend.
async function load(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'].filter((word) => [...word].length >= SHORTEST_LISTED))
}
