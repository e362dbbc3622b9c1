import { argv, exit } from 'node:process'
import { checkArrows } from './arrows.mjs'
import { checkPicture, writePicture } from './architecture-picture.mjs'
import { checkDocRefs } from './doc-refs.mjs'
import { checkErrorCodes, writeErrorCodes } from './error-codes.mjs'
import { checkRoutes, writeRoutes } from './routes.mjs'
import { report } from './run-check.mjs'
import { checkSecurityPage } from './security-page.mjs'
import { checkStateNames } from './state-names.mjs'
import { checkTopLevel } from './top-level.mjs'
import { checkPortability } from './portability.mjs'
import { REPOSITORY } from './workspace.mjs'

if (argv.includes('--write')) {
  writePicture(REPOSITORY)
  writeErrorCodes(REPOSITORY)
  writeRoutes(REPOSITORY)
}

const checks = {
  arrows: checkArrows,
  'architecture-picture': checkPicture,
  'doc-refs': checkDocRefs,
  'error-codes': checkErrorCodes,
  routes: checkRoutes,
  'security-page': checkSecurityPage,
  'state-names': checkStateNames,
  'top-level': checkTopLevel,
  portability: checkPortability,
}
const passed = Object.entries(checks).map(([name, check]) => report(name, check))
exit(passed.every(Boolean) ? 0 : 1)
