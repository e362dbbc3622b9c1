import { describeJurisdiction } from '@cmr/conformance'
import { california } from '../src/index.ts'

describeJurisdiction(california, {
  unrelated: () => ({
    id: '0:999999',
    caseId: 'unrelated',
    file: 0,
    row: 999_999,
    line: 1_000_001,
    literal: '484(A) PC-THEFT OF PERSONAL PROPERTY',
    disposition: 'convicted',
    disposedOn: '1985-03-04',
    given: {
      county: 'LOS ANGELES',
      felony: false,
      level: 'misdemeanor',
      caseNumber: 'TEST-UNRELATED',
      cycle: '999',
      marijuanaInCycle: false,
      sentence: '',
    },
  }),
})
