/**
 * Calendar dates without a time or a zone, as `YYYY-MM-DD` text. Text of this form sorts as the dates do,
 * so comparing two dates is comparing two strings. Years run from 0000 to 9999 in the proleptic
 * Gregorian calendar.
 */
export type PlainDate = string

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeapYear(year) ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0)
}

const ZERO = 48

function digitsAt(text: string, from: number, to: number): number {
  let value = 0
  for (let i = from; i < to; i++) {
    const digit = text.charCodeAt(i) - ZERO
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

/** Whether year, month (1–12) and day (1–31) name a real calendar day; false for -1, which stands for "no digits". */
function isCalendarDay(year: number, month: number, day: number): boolean {
  return year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
}

/** Reads exactly eight digits, `YYYYMMDD`. Undefined for anything else, blanks and impossible days included. */
export function parseCompactDate(text: string): PlainDate | undefined {
  if (text.length !== 8) return undefined
  if (!isCalendarDay(digitsAt(text, 0, 4), digitsAt(text, 4, 6), digitsAt(text, 6, 8))) return undefined
  return text.slice(0, 4) + '-' + text.slice(4, 6) + '-' + text.slice(6, 8)
}

/** Reads `YYYY-MM-DD`. Undefined for anything else. */
export function parsePlainDate(text: string): PlainDate | undefined {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return undefined
  return isCalendarDay(digitsAt(text, 0, 4), digitsAt(text, 5, 7), digitsAt(text, 8, 10)) ? text : undefined
}

function pad(value: number, width: number): string {
  const text = String(value)
  return text.length < width ? text.padStart(width, '0') : text
}

/**
 * The same month and day `years` later (earlier when negative). 29 February becomes 1 March in a year
 * that has none. The result must stay within years 0000–9999.
 */
export function addYears(date: PlainDate, years: number): PlainDate {
  const year = digitsAt(date, 0, 4) + years
  if (date.endsWith('-02-29') && !isLeapYear(year)) return pad(year, 4) + '-03-01'
  return pad(year, 4) + date.slice(4)
}

/** Days from 0000-01-01, which is day 0, to a day that must exist. Years may exceed 9999. */
function daysFromYearZero(year: number, month: number, day: number): number {
  const leapDays =
    year === 0 ? 0 : Math.floor((year - 1) / 4) - Math.floor((year - 1) / 100) + Math.floor((year - 1) / 400) + 1
  const leapDayThisYear = month > 2 && isLeapYear(year) ? 1 : 0
  return year * 365 + leapDays + (DAYS_BEFORE_MONTH[month - 1] ?? 0) + leapDayThisYear + day - 1
}

/** Days from 0000-01-01, which is day 0. */
export function dayNumber(date: PlainDate): number {
  return daysFromYearZero(digitsAt(date, 0, 4), digitsAt(date, 5, 7), digitsAt(date, 8, 10))
}

/**
 * Day number of the anniversary `years` (0 or more) after a date: the same month and day, 1 March for 29 February in
 * a year that has none. Unlike `addYears`, also right where the anniversary falls after the year 9999.
 */
export function anniversaryDay(date: PlainDate, years: number): number {
  const year = digitsAt(date, 0, 4) + years
  return date.endsWith('-02-29') && !isLeapYear(year)
    ? daysFromYearZero(year, 3, 1)
    : daysFromYearZero(year, digitsAt(date, 5, 7), digitsAt(date, 8, 10))
}

/** The date of a day counted from 0000-01-01, which is day 0. The day must fall within the years 0000–9999. */
function dateOfDay(day: number): PlainDate {
  let year = Math.floor(day / 365.2425)
  while (daysFromYearZero(year, 1, 1) > day) year--
  while (daysFromYearZero(year + 1, 1, 1) <= day) year++
  let month = 12
  while (daysFromYearZero(year, month, 1) > day) month--
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day - daysFromYearZero(year, month, 1) + 1, 2)}`
}

/** The date `days` later (earlier when negative). The result must stay within years 0000–9999. */
export function addDays(date: PlainDate, days: number): PlainDate {
  return dateOfDay(dayNumber(date) + days)
}

/** The same day of the month `months` (0 or more) later, or the last day of a month that is shorter. The year must stay below 10000. */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const total = digitsAt(date, 0, 4) * 12 + digitsAt(date, 5, 7) - 1 + months
  const year = Math.floor(total / 12)
  const month = (total % 12) + 1
  const day = Math.min(digitsAt(date, 8, 10), daysInMonth(year, month))
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`
}

/** The year of a date that exists. */
export function yearOf(date: PlainDate): number {
  return twoDigits(date, 0) * 100 + twoDigits(date, 2)
}

/** The number two characters of a date are written as, which must be digits. */
function twoDigits(date: PlainDate, at: number): number {
  return date.charCodeAt(at) * 10 + date.charCodeAt(at + 1) - 11 * ZERO
}

/** Whole years from one day to a later one, by the calendar; an anniversary counts on the day. Never negative. */
export function wholeYears(from: PlainDate, to: PlainDate): number {
  const years = yearOf(to) - yearOf(from)
  if (years <= 0) return 0
  const isBeforeAnniversary = monthAndDay(to) < monthAndDay(from)
  // 29 February has its anniversary on 1 March in other years, and 1 March is later than 29 February by this count too.
  return isBeforeAnniversary ? years - 1 : years
}

/** Month and day as one number that sorts as they do. */
function monthAndDay(date: PlainDate): number {
  return twoDigits(date, 5) * 100 + twoDigits(date, 8)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from)
}
