/** Words for numbers and times on screens: US style, the office's own time zone, never a blank. */

export const NOT_IN_FILE = 'not in the file'

export const count = (value: number) => value.toLocaleString('en-US')

/** "1 row", "2 rows". */
export const counted = (value: number, one: string, many = `${one}s`) => `${count(value)} ${value === 1 ? one : many}`

/** A calendar day `YYYY-MM-DD` as "07/01/2026". */
export function day(date: string | null | undefined): string {
  const [year, month, dayOfMonth] = date?.split('-') ?? []
  return year && month && dayOfMonth ? `${month}/${dayOfMonth}/${year}` : NOT_IN_FILE
}

/** An instant as "Jul 1, 2026, 2:05 PM" in `timeZone`. */
export function instant(at: Date | string, timeZone: string): string {
  return new Date(at).toLocaleString('en-US', { dateStyle: 'medium', timeStyle: 'short', timeZone })
}

/** The time of an instant as "2:05 PM" in `timeZone`. */
export function timeOfDay(at: Date | string, timeZone: string): string {
  return new Date(at).toLocaleString('en-US', { timeStyle: 'short', timeZone })
}

const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const

/** Bytes with a unit of 1,000: "12.3 MB". */
export function bytes(size: number): string {
  const power = size < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(size) / 3))
  const value = size / 1000 ** power
  return `${value.toLocaleString('en-US', { maximumFractionDigits: power === 0 ? 0 : 1 })} ${UNITS[power] ?? 'bytes'}`
}

/** Seconds in words, rounded up: "40 seconds", "3 minutes", "2 hours 5 minutes". */
export function duration(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds))
  if (whole < 60) return counted(whole, 'second')
  const minutes = Math.ceil(whole / 60)
  if (minutes < 60) return counted(minutes, 'minute')
  const rest = minutes % 60
  return counted(Math.floor(minutes / 60), 'hour') + (rest === 0 ? '' : ` ${counted(rest, 'minute')}`)
}
