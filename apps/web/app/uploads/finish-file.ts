/** Tells the server what this computer makes of the file; it compares and seals the file. Throws with words for people. */
export async function finishFile(address: string, fileId: string, sha256: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(address, { method: 'POST', body: new URLSearchParams({ fileId, sha256 }), signal })
  if (response.ok) return
  const answer: unknown = await response.json().catch(() => undefined)
  const message =
    typeof answer === 'object' && answer !== null && 'message' in answer ? String(answer.message) : undefined
  throw new Error(message ?? 'The checksums could not be compared. Go on to try again.')
}
