import { PLAIN_ROW } from './plain-row.generated.ts'
import { START_KIND } from './start-kind.ts'

/** What `assembly/plain-row.ts` exports. */
interface PlainRowExports {
  setUp(kinds: number, starts: number, columns: number): void
  cut(base: number, at: number, length: number, limit: number, before: number): number
  alike(): number
  skim(at: number, end: number, length: number, from: number, to: number): number
  skimmed(): number
}

/** The part of WebAssembly that is used; the language's own types do not declare it. */
interface WebAssemblyApi {
  readonly Memory: new (size: { readonly initial: number }) => { readonly buffer: ArrayBuffer }
  readonly Module: new (code: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}

const PAGE_BYTES = 1 << 16
/** Bytes behind the text that blocks may reach into, with what was there before. */
const BEHIND_TEXT = 64

let compiled: object | undefined

/**
 * Room for the bytes of a text and for the offsets of its fields, in memory that compiled code works on. It cuts plain
 * rows, which nearly all are, some four times as fast as `FieldCutter` does; see decision 0051.
 */
export class PlainRows {
  /** Room for a text: its first byte must be the first of these. */
  readonly text: Uint8Array<ArrayBuffer>
  /** Room for the offsets of its fields, one more a row than columns: enough, since every field takes a byte. */
  readonly starts: Int32Array<ArrayBuffer>
  private readonly code: PlainRowExports

  constructor(textBytes: number, columns: number) {
    // Safe: every engine that runs this has it; its types belong to hosts, and this package knows none.
    const { Memory, Module, Instance } = (globalThis as unknown as { readonly WebAssembly: WebAssemblyApi }).WebAssembly
    const kindsAt = Math.ceil((textBytes + BEHIND_TEXT) / 8) * 8
    const startsAt = kindsAt + START_KIND.length
    const offsets = 2 * textBytes + columns + 2
    const memory = new Memory({ initial: Math.ceil((startsAt + 4 * offsets) / PAGE_BYTES) })
    compiled ??= new Module(Uint8Array.from(PLAIN_ROW.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16)))
    // Safe: these are the exports of the code, which a test compiles anew.
    this.code = new Instance(compiled, { env: { memory } }).exports as PlainRowExports
    this.text = new Uint8Array(memory.buffer, 0, textBytes)
    this.starts = new Int32Array(memory.buffer, startsAt, offsets)
    new Uint8Array(memory.buffer).set(START_KIND, kindsAt)
    this.code.setUp(kindsAt, startsAt, columns)
  }

  /** Whether bytes are the beginning of the room for a text. */
  holds(bytes: Uint8Array): boolean {
    return bytes.buffer === this.text.buffer && bytes.byteOffset === 0 && bytes.length <= this.text.length
  }

  /**
   * Cuts the row at `at` of the text of `length` bytes that stands in the room, as `FieldCutter.cut` does, with `starts`.
   * Returns -1 also for a row that is well formed but not plain.
   */
  cut(base: number, at: number, length: number, limit: number, before: number): number {
    return this.code.cut(base, at, length, limit, before)
  }

  /** See `FieldCutter.alike`; of the row cut last. */
  get alike(): number {
    return this.code.alike()
  }

  /**
   * Passes over the rows from `at` on that begin before `end` and have, from their second field on, the bytes from `from`
   * to `to` (exclusive) of the text of `length` bytes that stands in the room; see `RowSkimmer`. Returns the offset after
   * them.
   */
  skim(at: number, end: number, length: number, from: number, to: number): number {
    return this.code.skim(at, end, length, from, to)
  }

  /** Rows that were passed over last. */
  get skimmed(): number {
    return this.code.skimmed()
  }
}
