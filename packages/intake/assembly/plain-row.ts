/**
 * Cuts plain rows and passes over rows of one person, sixteen bytes at a time. Written in AssemblyScript, of which `src/plain-row.generated.ts` is made by
 * `npm run generate`; `PlainRows` gives it its memory. A plain row stands on one line that ends with a line feed, has as
 * many fields as the file has columns, and no quotes but around whole fields that hold a comma. Of any other it says only
 * that it is none: what is wrong with it, if anything, is for `FieldCutter` to find out.
 */

const QUOTE: u8 = 34
const COMMA: u8 = 44
const LINE_FEED: u8 = 10
/** Of the values of `START_KIND`. */
const ORDINARY: u8 = 0
const QUOTED: u8 = 1
/** Bytes compared at a time. */
const BLOCK: i32 = 16
const NO_ROW: i32 = -1

/** Addresses: 256 bytes of `START_KIND`, and the offsets of fields. The text stands at 0. */
let kinds: i32 = 0
let starts: i32 = 0
/** Columns. */
let width: i32 = 0
let alikeFields: i32 = 1
let skimmedRows: i32 = 0

export function setUp(kindsAddress: i32, startsAddress: i32, columns: i32): void {
  kinds = kindsAddress
  starts = startsAddress
  width = columns
}

/** See `FieldCutter.alike`, of the row cut last. */
export function alike(): i32 {
  return alikeFields
}

/**
 * Cuts the row at `at` of a text of `length` bytes. `base` and `before` are where the offsets of this row and of the one
 * before go, counted in offsets; `before` is -1 when nothing may be taken over from that. A quoted field must have closed
 * before `limit`. Returns the offset after the line feed, or -1 when the row is not plain.
 */
export function cut(base: i32, at: i32, length: i32, limit: i32, before: i32): i32 {
  const row = starts + (base << 2)
  store<i32>(row, at)
  alikeFields = 1
  const taken = before < 0 ? 0 : takeOver(row, at, starts + (before << 2))
  if (taken > 1) alikeFields = taken
  return walk(row, taken, length, limit)
}

/** Rows that the last `skim` passed over. */
export function skimmed(): i32 {
  return skimmedRows
}

/**
 * Passes over the rows from `at` on that begin before `end` and stand, from their second field on, like the bytes from
 * `from` to `to` (exclusive) of the text of `length` bytes. Each is one line with an even number of quote marks behind
 * those. Returns the offset after them.
 */
export function skim(at: i32, end: i32, length: i32, from: i32, to: i32): i32 {
  skimmedRows = 0
  while (at < end) {
    const second = secondField(at)
    if (second < 0 || same(from, second, to - from) < to - from) break
    const next = afterLine(second + to - from, length)
    if (next < 0) break
    at = next
    skimmedRows++
  }
  return at
}

/** Offset of the second field of the row at `at`, whose first is not quoted; -1 when the line has no comma up there. */
function secondField(at: i32): i32 {
  while (load<u8>(at) > COMMA) at++
  return load<u8>(at) === COMMA ? at + 1 : NO_ROW
}

/** Offset after the line feed that ends the line; -1 when there is none, or an odd number of quote marks before it. */
function afterLine(at: i32, length: i32): i32 {
  const quote = i8x16.splat(QUOTE)
  const feed = i8x16.splat(LINE_FEED)
  let quotes = 0
  for (; at < length; at += BLOCK) {
    const block = v128.load(at)
    const marks = i8x16.bitmask(i8x16.eq(block, quote))
    const feeds = i8x16.bitmask(i8x16.eq(block, feed))
    if (feeds === 0) {
      quotes += popcnt(marks)
      continue
    }
    const end = ctz(feeds)
    quotes += popcnt(marks & ((1 << end) - 1))
    return at + end < length && (quotes & 1) === 0 ? at + end + 1 : NO_ROW
  }
  return NO_ROW
}

/**
 * Takes over fields that stand in the row before, from the second on, if need be with what stands behind the text: `walk`
 * goes no further than that. Returns how many offsets after the first are known.
 */
function takeOver(row: i32, at: i32, before: i32): i32 {
  if (kindAt(at) !== ORDINARY) return 0
  const second = secondField(at)
  if (second < 0) return 0
  const from = load<i32>(before + 4)
  const end = from + same(from, second, load<i32>(before + (width << 2)) - from)
  const shift = second - from
  let field = 1
  store<i32>(row + 4, second)
  for (; field + 1 < width; field++) {
    const next = load<i32>(before + ((field + 1) << 2))
    if (next > end) break
    store<i32>(row + ((field + 1) << 2), next + shift)
  }
  return field
}

/** How many bytes from both addresses on are the same; it is enough to look at the first `most`. */
function same(one: i32, other: i32, most: i32): i32 {
  let bytes = 0
  for (; bytes < most; bytes += BLOCK) {
    const equal = i8x16.bitmask(i8x16.eq(v128.load(one + bytes), v128.load(other + bytes)))
    if (equal !== 0xffff) return bytes + ctz(~equal)
  }
  return bytes
}

/** Walks a row from its field number `first` on, and stores the offsets of those after it. Returns what `cut` does. */
function walk(row: i32, first: i32, length: i32, limit: i32): i32 {
  const comma = i8x16.splat(COMMA)
  const quote = i8x16.splat(QUOTE)
  const control = i8x16.splat(31)
  const end = row + (width << 2)
  let field = row + (first << 2)
  let at = behindStart(load<i32>(field), limit)
  while (at >= 0 && at < length) {
    const block = v128.load(at)
    const marks = v128.or(i8x16.eq(block, comma), i8x16.eq(block, quote))
    let left = i8x16.bitmask(v128.or(marks, i8x16.le_u(block, control)))
    let next = at + BLOCK
    for (; left !== 0; left &= left - 1) {
      const mark = at + ctz(left)
      const code = load<u8>(mark)
      if (code === LINE_FEED && mark < length && field + 4 === end) {
        store<i32>(end, mark + 1)
        return mark + 1
      }
      field += 4
      if (code !== COMMA || field >= end) return NO_ROW
      const start = mark + 1
      store<i32>(field, start)
      if (kindAt(start) === ORDINARY) continue
      next = behindStart(start, limit)
      break
    }
    at = next
  }
  return NO_ROW
}

function kindAt(at: i32): u8 {
  return load<u8>(kinds + load<u8>(at))
}

/** Where to go on in the field at `at`: there, or behind it when it is quoted; -1 when it is not plain. */
function behindStart(at: i32, limit: i32): i32 {
  const kind = kindAt(at)
  if (kind === ORDINARY) return at
  return kind === QUOTED ? behindQuoted(at, limit) : NO_ROW
}

/** Offset of the comma or line feed after the quoted field at `open`, or -1. */
function behindQuoted(open: i32, limit: i32): i32 {
  let needed = false
  for (let at = open + 1; at < limit; at++) {
    const code = load<u8>(at)
    if (code > COMMA) continue
    if (code === COMMA) needed = true
    else if (code === QUOTE) {
      const next = load<u8>(at + 1)
      return needed && (next === COMMA || next === LINE_FEED) ? at + 1 : NO_ROW
    } else if (code < 32) return NO_ROW
  }
  return NO_ROW
}
