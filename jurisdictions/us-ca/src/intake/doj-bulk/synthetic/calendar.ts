/** From 0000-01-01, day 0 of `dayNumber`, to 0000-03-01: counted from March, the leap day comes last. */
const DAYS_BEFORE_MARCH = 60
const DAYS_IN_400_YEARS = 146_097

function twoDigits(value: number): string {
  return value < 10 ? '0' + value : String(value)
}

/** The inverse of `dayNumber`: a day counted from 0000-01-01 as `YYYYMMDD`. Not for days before 1 March 0000. */
export function compactDate(day: number): string {
  const sinceMarch = day - DAYS_BEFORE_MARCH
  const era = Math.floor(sinceMarch / DAYS_IN_400_YEARS)
  const dayOfEra = sinceMarch - era * DAYS_IN_400_YEARS
  const leapDays = Math.floor(dayOfEra / 1460) - Math.floor(dayOfEra / 36_524) + Math.floor(dayOfEra / 146_096)
  const yearOfEra = Math.floor((dayOfEra - leapDays) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const dayOfMonth = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return String(year).padStart(4, '0') + twoDigits(month) + twoDigits(dayOfMonth)
}
