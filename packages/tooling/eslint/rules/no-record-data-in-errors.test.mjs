import { noRecordDataInErrors } from './no-record-data-in-errors.mjs'
import { ruleTester } from './rule-tester.mjs'

const errors = [{ messageId: 'record' }]

ruleTester.run('no-record-data-in-errors', noRecordDataInErrors, {
  valid: [
    "throw new AppError('VALIDATION', `Line ${entry.length} of ${file.name} has ${fields.length} columns.`)",
    "throw new AppError('VALIDATION', `${fileName}, line ${line}: a quote is not closed.`, { details: { reason, line } })",
    "throw new AppError('NOT_FOUND', `No ruleset ${ruleset.name}.`)",
    "throw new AppError('VALIDATION', message, { cause: error })",
    'new Report(`${subject.name}`)',
    'invariant(subject.name, `Charge ${index} is missing.`)',
  ],
  invalid: [
    { code: "throw new AppError('VALIDATION', `No date for ${subject.name}.`)", errors },
    { code: "throw new AppError('VALIDATION', 'No date for ' + charge.literal)", errors },
    { code: 'throw new Error(`Bad value ${fields[3]}`)', errors },
    { code: 'throw new Error(`Bad value ${cells.join()}`)', errors },
    { code: "throw new AppError('VALIDATION', 'Bad row.', { details: { reason: 'bad', who: user.email } })", errors },
    { code: 'throw new Error(`Unknown county ${subject.county}`)', errors },
    { code: 'throw new Error(`Born ${person?.bornOn ?? "never"}`)', errors },
    { code: 'invariant(ok, `lost ${subjectKey}`)', errors },
  ],
})
