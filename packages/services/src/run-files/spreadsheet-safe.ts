/** Spaces, control characters and marks a spreadsheet drops in front of a formula, as bytes of latin1 and of UTF-8. */
const SKIPPED =
  '(?:[\\x00-\\x08\\x0b\\x0c\\x0e-\\x20\\x7f\\xa0]|\\xc2\\xa0|\\xef\\xbb\\xbf|\\xe2\\x80[\\x80-\\x8f\\xaf]|\\xe3\\x80\\x80)*'
/** A tab, or what begins a formula; the last are the wide forms of `+ - = @`. */
const FORMULA = new RegExp(`^${SKIPPED}(?:[=+\\-@\\t]|\\xef\\xbc[\\x8b\\x8d\\x9d\\xa0])`)
/** More bytes are needed to tell. */
const UNDECIDED = new RegExp(`^${SKIPPED}(?:\\xc2|\\xef[\\xbb\\xbc]?|\\xe2\\x80?|\\xe3\\x80?)?$`)

const [QUOTE, COMMA, CR, LF, APOSTROPHE] = [0x22, 0x2c, 0x0d, 0x0a, 0x27]
/** Letters and digits decide at once. */
const isPlain = (byte: number) =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)

/**
 * The same CSV file (comma, quotes doubled inside quotes, any of the three line ends) for opening in a spreadsheet: an
 * apostrophe in front of every cell, and of every line inside a cell, that would be taken for a formula. Every other
 * byte is as it was. Streams; holds no more than the first bytes of one cell.
 */
export async function* safeForSpreadsheets(file: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const writer = new SafeWriter()
  for await (const bytes of file) yield writer.write(bytes)
  yield writer.end()
}

class SafeWriter {
  /** Where a line of a cell begins, until its first bytes have told what it is. */
  #held: number[] | undefined = []
  #quoted = false
  /** Inside quotes the byte before was a quote: the next tells whether it closed the cell. */
  #mayClose = false
  #out: Buffer = Buffer.alloc(0)
  #length = 0

  write(bytes: Uint8Array): Buffer {
    // At most one apostrophe a byte, and what was held.
    this.#out = Buffer.allocUnsafe(2 * (bytes.length + (this.#held?.length ?? 0)) + 2)
    this.#length = 0
    for (const byte of bytes) this.#take(byte)
    return this.#out.subarray(0, this.#length)
  }

  end(): Buffer {
    return Buffer.from(this.#held ?? [])
  }

  #take(byte: number): void {
    if (this.#quoted) this.#takeQuoted(byte)
    else if (byte === QUOTE && this.#held?.length === 0) {
      this.#quoted = true
      this.#put(byte)
    } else if (byte === COMMA || byte === CR || byte === LF) this.#begin(byte)
    else this.#judge(byte)
  }

  #takeQuoted(byte: number): void {
    if (this.#mayClose && byte !== QUOTE) {
      this.#mayClose = false
      this.#quoted = false
      this.#settle()
      this.#take(byte)
    } else if (byte === QUOTE) {
      this.#mayClose = !this.#mayClose
      this.#settle()
      this.#put(byte)
    } else if (byte === CR || byte === LF) this.#begin(byte)
    else this.#judge(byte)
  }

  /** After a separator or a line end another line of a cell begins. */
  #begin(byte: number): void {
    this.#settle()
    this.#put(byte)
    this.#held = []
  }

  #judge(byte: number): void {
    if (this.#held === undefined) return this.#put(byte)
    this.#held.push(byte)
    if (this.#held.length === 1 && isPlain(byte)) return this.#settle()
    const start = String.fromCharCode(...this.#held)
    if (FORMULA.test(start)) this.#put(APOSTROPHE)
    else if (UNDECIDED.test(start)) return
    this.#settle()
  }

  /** What was held is no formula, or has its apostrophe. */
  #settle(): void {
    for (const byte of this.#held ?? []) this.#put(byte)
    this.#held = undefined
  }

  #put(byte: number): void {
    this.#out[this.#length] = byte
    this.#length += 1
  }
}
