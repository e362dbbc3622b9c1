/** One measured figure beside its limit. */
export interface Figure {
  /** `<group>/<name>`. */
  readonly bench: string
  readonly value: number
  readonly unit: string
  /** What the limit is made of, in words; null where a figure is only a yardstick for others. */
  readonly limit: string | null
  readonly limitValue: number | null
  /** `value / limitValue`. */
  readonly ratio: number | null
  readonly ok: boolean
}

interface Measured {
  readonly bench: string
  readonly value: number
  readonly unit: string
}

function rounded(value: number): number {
  return Number(value.toPrecision(4))
}

/** A figure others are measured against. */
export function yardstick({ bench, value, unit }: Measured): Figure {
  return { bench, value: rounded(value), unit, limit: null, limitValue: null, ratio: null, ok: true }
}

/** A figure that must not be below its limit. */
export function atLeast(measured: Measured, limit: string, limitValue: number): Figure {
  return compared(measured, limit, limitValue, measured.value >= limitValue)
}

/** A figure that must not be above its limit. */
export function atMost(measured: Measured, limit: string, limitValue: number): Figure {
  return compared(measured, limit, limitValue, measured.value <= limitValue)
}

function compared({ bench, value, unit }: Measured, limit: string, limitValue: number, ok: boolean): Figure {
  return {
    bench,
    value: rounded(value),
    unit,
    limit,
    limitValue: rounded(limitValue),
    ratio: rounded(value / limitValue),
    ok,
  }
}
