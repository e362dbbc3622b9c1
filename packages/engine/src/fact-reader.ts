import { AppError, isAppError } from '@cmr/errors'
import type { Fact, Scope } from '@cmr/jurisdiction'
import { NO_NUMBER, ReadingNumbers } from './reading-numbers.ts'

export const KNOWN = 0
export const PRESUMED = 1
export const SILENT = 2

/** Counts the subjects or charges seen. What was read at another count is forgotten. */
export interface Clock {
  now: number
}

/** Where one fact's value stays until the subject or the charge changes. */
export interface Slot {
  readonly fact: Fact
  /** What the fact gives and what is presumed instead. Facts come in many forms; loading these from one form is fastest. */
  readonly get: Fact['get']
  readonly presume: Fact['get'] | undefined
  readonly clock: Clock
  readAt: number
  state: typeof KNOWN | typeof PRESUMED | typeof SILENT
  value: unknown
  /** Stands for state and value: equal numbers, equal readings. `NO_NUMBER` where readings hardly repeat. */
  number: number
  readonly numbers: ReadingNumbers
}

/** Reads each fact at most once for a charge, and facts about the person once for a subject. */
export class FactReader {
  readonly chargeClock: Clock = { now: 0 }
  readonly personClock: Clock = { now: 0 }
  private readonly slots = new Map<Fact, Slot>()

  /** `scope` is read again for each fact; tell the reader when it moves. */
  constructor(private readonly scope: Scope) {}

  slotOf(fact: Fact): Slot {
    const known = this.slots.get(fact)
    if (known !== undefined) return known
    const clock = fact.about === 'person' ? this.personClock : this.chargeClock
    const numbers = new ReadingNumbers()
    const slot: Slot = {
      fact,
      get: fact.get,
      presume: presumptionOf(fact),
      clock,
      readAt: -1,
      state: SILENT,
      value: undefined,
      number: NO_NUMBER,
      numbers,
    }
    this.slots.set(fact, slot)
    return slot
  }

  /** The scope now shows another subject. */
  subjectMoved(): void {
    this.personClock.now++
  }

  /** The scope now shows another charge. */
  chargeMoved(): void {
    this.chargeClock.now++
  }

  /** Brings value and state up to date. */
  look(slot: Slot): void {
    if (slot.readAt !== slot.clock.now) this.read(slot)
  }

  private read(slot: Slot): void {
    let value: unknown
    let state: Slot['state'] = KNOWN
    try {
      value = slot.get(this.scope)
      if (value === undefined) {
        value = slot.presume?.(this.scope)
        state = value === undefined ? SILENT : PRESUMED
      }
    } catch (error) {
      throw pluginFailure(`fact ${slot.fact.id}`, error)
    }
    slot.value = value
    slot.state = state
    slot.number = slot.numbers.of(value, state === PRESUMED)
    slot.readAt = slot.clock.now
  }
}

function presumptionOf({ whenUnknown }: Fact): Fact['get'] | undefined {
  if (whenUnknown === undefined) return undefined
  return 'from' in whenUnknown ? whenUnknown.from : () => whenUnknown.value
}

/** A throw inside a jurisdiction fails the run, never one charge silently. The cause is not kept: it may hold record data. */
export function pluginFailure(where: string, error: unknown): AppError {
  if (isAppError(error)) return error
  return new AppError('INTERNAL', `The jurisdiction failed in ${where}.`, {
    details: { reason: 'plugin-failure', where },
  })
}
