import { AppError, isAppError } from '@cmr/errors'
import type { Fact, Scope } from '@cmr/jurisdiction'

const UNREAD = 0
const KNOWN = 1
const PRESUMED = 2
const SILENT = 3

/**
 * Reads each fact at most once per scope. A fact has a slot; person facts are forgotten when the subject
 * changes, charge facts when the charge does.
 */
export class FactReader {
  readonly facts: Fact[] = []
  /** Slots whose presumption was used since it was last cleared. */
  readonly presumedSlots: number[] = []
  private readonly slots = new Map<Fact, number>()
  private readonly chargeSlots: number[] = []
  private readonly values: unknown[] = []
  private readonly states: number[] = []
  private scope: Scope | undefined

  slotOf(fact: Fact): number {
    const known = this.slots.get(fact)
    if (known !== undefined) return known
    const slot = this.facts.length
    this.facts.push(fact)
    this.slots.set(fact, slot)
    this.values.push(undefined)
    this.states.push(UNREAD)
    if (fact.about === 'charge') this.chargeSlots.push(slot)
    return slot
  }

  /** Points the reader at a charge; `sameSubject` keeps what is known of the person. */
  moveTo(scope: Scope, sameSubject: boolean): void {
    this.scope = scope
    if (sameSubject) for (const slot of this.chargeSlots) this.states[slot] = UNREAD
    else this.states.fill(UNREAD)
  }

  /** Whether the slot has a value, given or presumed; records a presumption in `presumedSlots`. */
  has(slot: number): boolean {
    const state = this.states[slot] === UNREAD ? this.read(slot) : this.states[slot]
    if (state === PRESUMED) this.presumedSlots.push(slot)
    return state !== SILENT
  }

  isPresumed(slot: number): boolean {
    return this.states[slot] === PRESUMED
  }

  value(slot: number): unknown {
    return this.values[slot]
  }

  private read(slot: number): number {
    const fact = this.facts[slot]
    if (fact === undefined || this.scope === undefined)
      throw new AppError('INTERNAL', 'A fact was read outside a scope.')
    let value: unknown
    try {
      value = fact.get(this.scope)
    } catch (error) {
      throw pluginFailure(`fact ${fact.id}`, error)
    }
    let state = KNOWN
    if (value === undefined && fact.whenUnknown !== undefined) {
      value = fact.whenUnknown.value
      state = PRESUMED
    } else if (value === undefined) state = SILENT
    this.values[slot] = value
    this.states[slot] = state
    return state
  }
}

/** A throw inside a jurisdiction fails the run, never one charge silently. The cause is not kept: it may hold record data. */
export function pluginFailure(where: string, error: unknown): AppError {
  if (isAppError(error)) return error
  return new AppError('INTERNAL', `The jurisdiction failed in ${where}.`, {
    details: { reason: 'plugin-failure', where },
  })
}
