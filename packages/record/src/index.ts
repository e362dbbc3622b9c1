export { addYears, anniversaryDay, dayNumber, daysBetween, parseCompactDate, parsePlainDate } from './plain-date.ts'
export type { PlainDate } from './plain-date.ts'
export { charge, DISPOSITIONS, subject } from './subject.ts'
export type { Charge, Disposition, Scalar, Subject } from './subject.ts'
