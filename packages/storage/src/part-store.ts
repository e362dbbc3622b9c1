import type { ObjectName } from './object-format.ts'

/** Keeps the parts of objects. Parts are sealed before they come here: a driver knows names and bytes, no keys. */
export interface PartStore {
  /** Makes an object of a header alone. Throws CONFLICT `object-exists`. */
  create(name: ObjectName, header: Buffer): Promise<ObjectParts>
  /** Throws NOT_FOUND `unknown-object`. */
  open(name: ObjectName, mode: 'read' | 'write'): Promise<ObjectParts>
  /** Puts a header in the place of the old one, at once or not at all. */
  replaceHeader(name: ObjectName, header: Buffer): Promise<void>
  /** Removes an object; one that is not there is removed already. */
  remove(name: ObjectName): Promise<void>
  /** Ids of all objects of a tenant, half-made ones included. */
  list(tenantId: string): AsyncIterable<string>
  /** Removes everything of a tenant. */
  removeAll(tenantId: string): Promise<void>
}

/** The parts of one object, until `close`. */
export interface ObjectParts {
  readHeader(): Promise<Buffer>
  /** Whether the full segments 0 to `count` - 1 can all be there. Cheap: reading finds the ones that are not. */
  mayHave(count: number): Promise<boolean>
  /** Undefined when it is not there, or not whole. */
  readSegment(segment: number): Promise<Buffer | undefined>
  /** Durable after the next `sync`. Segments come in order; one that is there is replaced. */
  writeSegment(segment: number, sealed: Buffer): Promise<void>
  sync(): Promise<void>
  readTail(): Promise<Buffer | undefined>
  /** Puts a tail in the place of the old one, at once or not at all, and durably. */
  replaceTail(tail: Buffer): Promise<void>
  /** Forgets segments from this one on, where leaving them would be in the way. */
  dropSegments(from: number): Promise<void>
  close(): Promise<void>
}
