import { runAsScript } from './run-check.mjs'
import { isTest, listFiles, readText } from './workspace.mjs'

const STATES =
  'al|ak|az|ar|ca|co|ct|de|fl|ga|hi|id|il|in|ia|ks|ky|la|me|md|ma|mi|mn|ms|mo|mt|ne|nv|nh|nj|nm|ny|nc|nd|oh|ok|or|pa|ri|sc|sd|tn|tx|ut|vt|va|wa|wv|wi|wy'
const NAMES =
  'Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Wisconsin|Wyoming'
const STATE_KNOWLEDGE = new RegExp(`\\bus-(?:${STATES})\\b|\\b(?:${NAMES})\\b|prop(?:osition)?[ _-]?64`, 'i')

/** Where a state may be named outside its own folder: what a person reads, what plants data, what tests. @param {string} path */
const mayName = (path) =>
  path.startsWith('jurisdictions/') ||
  path.startsWith('docs/') ||
  path.endsWith('.md') ||
  path === 'pnpm-lock.yaml' ||
  path === 'packages/tooling/checks/state-names.mjs' ||
  /(^|\/)seed(\/|[^/]*\.(ts|mjs)$)/.test(path) ||
  isTest(path)

/** A state is a folder: nothing outside it knows its id, its name or its programs. @type {import('./run-check.mjs').Check} */
export const checkStateNames = (root) =>
  listFiles(root)
    .filter((path) => /\.(ts|tsx|mjs|json|sql|ya?ml|scss|css|html)$/.test(path) && !mayName(path))
    .flatMap((path) =>
      readText(root, path)
        .split('\n')
        .flatMap((line, index) => {
          const found = STATE_KNOWLEDGE.exec(line)
          return found
            ? [`${path}:${index + 1} names "${found[0]}"; state knowledge belongs under jurisdictions/.`]
            : []
        }),
    )

runAsScript(import.meta.url, 'state-names', checkStateNames)
