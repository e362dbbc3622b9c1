const BYTES = Float64Array.BYTES_PER_ELEMENT

/**
 * How many bytes each piece adds to each result file, told between threads through shared memory: a thread that has
 * rendered a piece can write it as soon as all pieces before it were rendered, by whomever.
 */
export class PieceSizes {
  private readonly isKnown: Int32Array
  private readonly sizes: Float64Array

  /** `files` result files a piece; `memory` is that of another thread's object of the same numbers. */
  constructor(
    private readonly pieces: number,
    private readonly files: number,
    readonly memory = new SharedArrayBuffer(pieces * files * BYTES + pieces * Int32Array.BYTES_PER_ELEMENT),
  ) {
    this.sizes = new Float64Array(memory, 0, pieces * files)
    this.isKnown = new Int32Array(memory, pieces * files * BYTES)
  }

  /** Tells all threads what a piece adds. */
  tell(piece: number, sizes: readonly number[]): void {
    this.sizes.set(sizes, piece * this.files)
    Atomics.store(this.isKnown, piece, 1)
    Atomics.notify(this.isKnown, piece)
  }

  has(piece: number): boolean {
    return Atomics.load(this.isKnown, piece) === 1
  }

  /** Waits until a piece was told, at most `milliseconds`. */
  wait(piece: number, milliseconds: number): void {
    if (piece < this.pieces) Atomics.wait(this.isKnown, piece, 0, milliseconds)
  }

  /** Bytes that a piece that was told adds to a result file. */
  size(piece: number, file: number): number {
    return this.sizes[piece * this.files + file] ?? 0
  }
}
