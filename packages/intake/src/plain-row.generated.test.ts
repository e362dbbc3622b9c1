import asc from 'assemblyscript/asc'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const SOURCE = fileURLToPath(new URL('../assembly/plain-row.ts', import.meta.url))
const GENERATED = fileURLToPath(new URL('./plain-row.generated.ts', import.meta.url))

/** The source as compiled code, its bytes as pairs of digits. */
async function compiled(): Promise<string> {
  let code: Uint8Array = new Uint8Array(0)
  const { error, stderr } = await asc.main(
    ['plain-row.ts', '--outFile', 'plain-row.wasm', '--importMemory', '--enable', 'simd', '-O3'],
    {
      readFile: async (name) => (name === 'plain-row.ts' ? readFile(SOURCE, 'utf8') : null),
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') code = contents
      },
      listFiles: () => [],
    },
  )
  if (error !== null) throw new Error(stderr.toString(), { cause: error })
  return Buffer.from(code).toString('hex')
}

it('is what its source compiles to', async () => {
  await expect(
    `/** Made of \`assembly/plain-row.ts\` by \`npm run generate\`: its compiled code, a byte as two digits. */\nexport const PLAIN_ROW =\n  '${await compiled()}'\n`,
  ).toMatchFileSnapshot(GENERATED)
})
