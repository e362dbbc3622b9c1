import { describeJurisdiction } from '@cmr/conformance'
import { california } from '../src/index.ts'

describeJurisdiction(california)
