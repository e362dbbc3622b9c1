const WINDOW_MILLISECONDS = 8000

export interface TransferSample {
  readonly at: number
  readonly sent: number
}

/** Samples of the last seconds with the newest added; the oldest is kept so that a rate can always be told. */
export function addSample(samples: readonly TransferSample[], sample: TransferSample): readonly TransferSample[] {
  const recent = samples.filter(({ at }) => sample.at - at <= WINDOW_MILLISECONDS)
  return [...recent, sample]
}

/** Measured bytes a second over the samples and the seconds left at that rate; undefined until both can be told. */
export function transferRate(
  samples: readonly TransferSample[],
  size: number,
): { readonly bytesPerSecond: number; readonly secondsLeft: number } | undefined {
  const [first, last] = [samples[0], samples.at(-1)]
  if (first === undefined || last === undefined || last.at <= first.at || last.sent <= first.sent) return undefined
  const bytesPerSecond = ((last.sent - first.sent) * 1000) / (last.at - first.at)
  return { bytesPerSecond, secondsLeft: (size - last.sent) / bytesPerSecond }
}
