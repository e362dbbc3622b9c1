/** Words in a piece: 4 MiB. */
const PIECE = 1 << 20

/** A growing list of 32-bit numbers, in pieces, so that growing never copies what is there. */
export class WordList {
  private readonly full: Int32Array[] = []
  private piece = new Int32Array(PIECE)
  private used = 0

  get length(): number {
    return this.full.length * PIECE + this.used
  }

  push(word: number): void {
    if (this.used === PIECE) {
      this.full.push(this.piece)
      this.piece = new Int32Array(PIECE)
      this.used = 0
    }
    this.piece[this.used++] = word
  }

  /** Writes all words into `target`, from `at`. */
  copyTo(target: Int32Array, at: number): void {
    this.full.forEach((piece, index) => {
      target.set(piece, at + index * PIECE)
    })
    target.set(this.piece.subarray(0, this.used), at + this.full.length * PIECE)
  }
}
