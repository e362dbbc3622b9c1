export { DatedByCase } from './dated-by-case.ts'
export { detach } from './detach.ts'
export {
  addDays,
  addMonths,
  addYears,
  anniversaryDay,
  dayNumber,
  daysBetween,
  parseCompactDate,
  parsePlainDate,
  wholeYears,
  yearOf,
} from './plain-date.ts'
export type { PlainDate } from './plain-date.ts'
export { RecordSetBuilder } from './record-set/record-set-builder.ts'
export { RecordSet } from './record-set/record-set.ts'
export { charge, DISPOSITIONS, subject } from './subject.ts'
export type { Charge, Disposition, Given, Scalar, Subject } from './subject.ts'
