import { createHmac } from 'node:crypto'
import type { IntakeEntry } from '@cmr/jurisdiction'
import { deriveKey, open, seal, type TenantKeys } from '@cmr/storage'

/** Where a slice belongs. It opens nowhere else. */
export interface SlicePlace {
  readonly batchFileId: string
  readonly chunkNo: number
  readonly subjectKey: Buffer
}

type SealedRow = readonly [row: number, line: number, ...fields: string[]]

/** Source keys are matched by the tenant's first key, so that they stay comparable when it is rotated. */
const INDEX_KEY_VERSION = 1
const VERSION_BYTES = 4
const PERSON_KEY_BYTES = 16

/** Seals rows of subjects for the database, and hides the source's own keys, with keys of one tenant. */
export class SliceCipher {
  private readonly sealingKeys = new Map<number, Promise<Buffer>>()

  private constructor(
    private readonly keys: TenantKeys,
    private readonly tenantId: string,
    private readonly indexKey: Buffer,
    private readonly current: { version: number; key: Buffer },
  ) {}

  static async create(keys: TenantKeys, tenantId: string): Promise<SliceCipher> {
    const current = await keys.current(tenantId)
    const first = await keys.get(tenantId, INDEX_KEY_VERSION)
    const sealing = { version: current.version, key: deriveKey(current.key, 'subject-slices') }
    return new SliceCipher(keys, tenantId, deriveKey(first, 'subject-keys'), sealing)
  }

  /** The bytes with which everything begins that is sealed with the current key: its version. */
  get start(): Buffer {
    const version = Buffer.alloc(VERSION_BYTES)
    version.writeUInt32BE(this.current.version)
    return version
  }

  /** Stands for the source's own key of a person: equal keys give equal bytes, and nothing leads back. */
  subjectKey(sourceKey: string): Buffer {
    return createHmac('sha256', this.indexKey).update(sourceKey, 'latin1').digest()
  }

  /** The same for another key of a person, shorter and as text: enough to find equal ones. */
  personKey(key: string): string {
    return this.subjectKey(key).subarray(0, PERSON_KEY_BYTES).toString('hex')
  }

  seal(place: SlicePlace, entries: readonly IntakeEntry[]): Buffer {
    const rows = entries.map(({ row, line, fields }): SealedRow => [row, line, ...fields])
    const plain = Buffer.from(JSON.stringify(rows))
    return Buffer.concat([this.start, seal(this.current.key, plain, this.binding(place))])
  }

  /** The rows, as those of file number `file`. Throws when the bytes were changed or belong to another place. */
  async open(place: SlicePlace, file: number, sealed: Buffer): Promise<IntakeEntry[]> {
    const key = await this.sealingKey(sealed.readUInt32BE(0))
    const plain = open(key, sealed.subarray(VERSION_BYTES), this.binding(place))
    // Safe: `seal` wrote these bytes, and they opened with its key.
    const rows = JSON.parse(plain.toString()) as SealedRow[]
    return rows.map(([row, line, ...fields]) => ({ file, row, line, fields }))
  }

  /** The same rows, sealed with the current key; undefined when they are already. */
  async reseal(place: SlicePlace, sealed: Buffer): Promise<Buffer | undefined> {
    if (sealed.readUInt32BE(0) === this.current.version) return undefined
    return this.seal(place, await this.open(place, 0, sealed))
  }

  private sealingKey(version: number): Promise<Buffer> {
    if (version === this.current.version) return Promise.resolve(this.current.key)
    const known = this.sealingKeys.get(version)
    if (known !== undefined) return known
    const key = this.keys.get(this.tenantId, version).then((kek) => deriveKey(kek, 'subject-slices'))
    this.sealingKeys.set(version, key)
    return key
  }

  private binding({ batchFileId, chunkNo, subjectKey }: SlicePlace): string {
    return `subject-slice|${this.tenantId}|${batchFileId}|${chunkNo}|${subjectKey.toString('hex')}`
  }
}
