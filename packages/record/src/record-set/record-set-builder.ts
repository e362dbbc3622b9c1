import { detach } from '../detach.ts'
import { DISPOSITIONS, type Charge, type Given, type Scalar, type Subject } from '../subject.ts'
import { CHARGE_WORDS, type Header } from './record-set-format.ts'
import { RecordSet } from './record-set.ts'
import { WordList } from './word-list.ts'

/** One key of `given` behind those before it; a path of them is a shape. */
interface ShapeNode {
  readonly keys: readonly string[]
  readonly next: Map<string, ShapeNode>
  /** -1 until a given ends here. */
  shape: number
}

/**
 * Gathers subjects into a `RecordSet`, one at a time; what is added is not kept. Names, keys, ids of charges and cases,
 * and the given values under the keys `leaveOut` are not stored.
 */
export class RecordSetBuilder {
  private readonly leaveOut: ReadonlySet<string>
  private readonly values: Scalar[] = ['']
  private readonly valueIds = new Map<Scalar, number>()
  private readonly shapes: (readonly string[])[] = []
  private readonly shapeRoot = shapeNode([])
  private readonly offsets = new WordList()
  private readonly body = new WordList()
  private readonly cases = new Map<string, number>()
  private readonly scratch: number[] = []
  private subjects = 0
  private charges = 0

  constructor(leaveOut: readonly string[] = []) {
    this.leaveOut = new Set(leaveOut)
  }

  add(subject: Subject): void {
    this.offsets.push(this.body.length)
    this.pushDate(subject.bornOn)
    this.pushGiven(subject.given)
    this.body.push(subject.charges.length)
    this.cases.clear()
    for (const charge of subject.charges) this.pushCharge(charge)
    this.subjects++
    this.charges += subject.charges.length
  }

  /** Adds the subjects of another set behind those there are. What that set holds stays, whatever this one leaves out. */
  append(part: RecordSet): void {
    const { header, offsets, body } = part
    const values = header.values.map((value, id) => (id === 0 ? 0 : this.valueId(value)))
    const shapes = header.shapes.map((keys) => this.shapeId(keys))
    const sizes = header.shapes.map(({ length }) => length)
    const base = this.body.length
    for (let subject = 0; subject < header.subjects; subject++) this.offsets.push(base + (offsets[subject] ?? 0))
    let at = 0
    const copy = () => this.body.push(body[at++] ?? 0)
    const copyValue = () => this.body.push(values[body[at++] ?? 0] ?? 0)
    const copyGiven = () => {
      const shape = body[at++] ?? 0
      this.body.push(shapes[shape] ?? 0)
      for (let key = sizes[shape] ?? 0; key > 0; key--) copyValue()
    }
    while (at < body.length) {
      copyValue()
      copyGiven()
      let charges = body[at] ?? 0
      for (copy(); charges > 0; charges--) {
        for (const isValue of CHARGE_WORDS) {
          if (isValue) copyValue()
          else copy()
        }
        copyGiven()
      }
    }
    this.subjects += header.subjects
    this.charges += header.charges
  }

  /** The set. The builder is used up. */
  finish(): RecordSet {
    const { subjects, charges, values, shapes } = this
    this.offsets.push(this.body.length)
    this.valueIds.clear()
    return RecordSet.of({ subjects, charges, values, shapes } satisfies Header, this.offsets, this.body)
  }

  private pushCharge({ file, row, line, caseId, literal, disposition, disposedOn, given }: Charge): void {
    const { body, cases } = this
    let number = cases.get(caseId)
    if (number === undefined) cases.set(caseId, (number = cases.size))
    body.push(file)
    body.push(row)
    body.push(line)
    body.push(number)
    body.push(this.valueId(literal))
    body.push(DISPOSITIONS.indexOf(disposition))
    this.pushDate(disposedOn)
    this.pushGiven(given)
  }

  private pushDate(date: string | undefined): void {
    this.body.push(date === undefined ? 0 : this.valueId(date))
  }

  private pushGiven(given: Given): void {
    const { body, scratch } = this
    let node = this.shapeRoot
    scratch.length = 0
    for (const key of Object.keys(given)) {
      const value = given[key]
      if (value === undefined || this.leaveOut.has(key)) continue
      node = this.nodeAfter(node, key)
      scratch.push(this.valueId(value))
    }
    body.push(this.shapeOf(node))
    for (const value of scratch) body.push(value)
  }

  private nodeAfter(node: ShapeNode, key: string): ShapeNode {
    let next = node.next.get(key)
    if (next === undefined) node.next.set(key, (next = shapeNode([...node.keys, key])))
    return next
  }

  private shapeOf(node: ShapeNode): number {
    if (node.shape === -1) node.shape = this.shapes.push(node.keys) - 1
    return node.shape
  }

  private shapeId(keys: readonly string[]): number {
    let node = this.shapeRoot
    for (const key of keys) node = this.nodeAfter(node, key)
    return this.shapeOf(node)
  }

  private valueId(value: Scalar): number {
    const known = this.valueIds.get(value)
    if (known !== undefined) return known
    const kept = typeof value === 'string' ? detach(value) : value
    const id = this.values.push(kept) - 1
    this.valueIds.set(kept, id)
    return id
  }
}

function shapeNode(keys: readonly string[]): ShapeNode {
  return { keys, next: new Map(), shape: -1 }
}
