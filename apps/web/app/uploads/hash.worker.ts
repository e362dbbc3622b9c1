import { createSHA256 } from 'hash-wasm'

export type HashMessage = { readonly sha256: string } | { readonly failed: true }

/** Hashes the file it is sent, piece by piece, off the page's thread; answers once. */
addEventListener('message', (event: MessageEvent<File>) => {
  hash(event.data).then(
    (sha256) => postMessage({ sha256 } satisfies HashMessage),
    () => postMessage({ failed: true } satisfies HashMessage),
  )
})

async function hash(file: File): Promise<string> {
  const hasher = await createSHA256()
  const reader = file.stream().getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return hasher.digest('hex')
    hasher.update(value)
  }
}
