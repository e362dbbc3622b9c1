import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { toDatabaseError } from './database-error.ts'
import { handleOf, type Tx } from './transaction.ts'

const PIECE_CHARACTERS = 128 * 1024

/**
 * Streams rows into a table with `COPY … FROM STDIN`, inside the transaction. Works for tables without row-level
 * security, that is for `staging`. Memory is bounded by the pieces on the wire.
 *
 * @param table `schema.name` or `name`, as stored (lower case); quoted here.
 * @param columns column names, in the order of the cells.
 * @param rows one row each in COPY text format without the line end; `copyRow` makes one.
 * @returns the number of rows sent.
 */
export async function copyInto(
  tx: Tx,
  table: string,
  columns: readonly string[],
  rows: AsyncIterable<string> | Iterable<string>,
): Promise<number> {
  const target = table.split('.').map(quote).join('.')
  const query = handleOf(tx).unsafe(`copy ${target} (${columns.map(quote).join(', ')}) from stdin`)
  let failed: unknown
  try {
    const stream: Writable = await query.writable()
    // After the last byte the driver reports a refused row on the query, which has resolved already, and nowhere else.
    const refused = new Promise<never>((_, reject) => {
      const properties: object = query
      Object.assign(properties, { reject })
    })
    refused.catch((error: unknown) => (failed = error))
    stream.on('error', (error) => (failed ??= error))
    const count = await send(stream, rows, () => failed)
    stream.end()
    await Promise.race([once(stream, 'finish'), refused])
    return count
  } catch (error) {
    throw toDatabaseError(failed ?? error)
  }
}

async function send(
  stream: Writable,
  rows: AsyncIterable<string> | Iterable<string>,
  failure: () => unknown,
): Promise<number> {
  let piece = ''
  let count = 0
  const flush = async (): Promise<void> => {
    await new Promise<void>((resolve, reject) => {
      stream.write(Buffer.from(piece, 'utf8'), (error) => (error ? reject(error) : resolve()))
    })
    piece = ''
    if (failure() !== undefined) throw failure()
  }
  try {
    for await (const row of rows) {
      piece += row + '\n'
      count += 1
      if (piece.length >= PIECE_CHARACTERS) await flush()
    }
    if (piece !== '') await flush()
  } catch (error) {
    stream.destroy(error instanceof Error ? error : new Error('copy abandoned'))
    throw error
  }
  return count
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
