import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { compileFunction } from 'node:vm'
import { transformSync } from 'esbuild'

/** @typedef {(exports: object, require: (specifier: string) => unknown, module: { exports: object }) => void} Body */

/**
 * Loads TypeScript modules as often as asked, one of them changed. Each text is read and compiled once and executed anew
 * for each `fresh` set of modules, so that nothing of a broken module outlives it. What is not TypeScript is Node's.
 */
export class ModuleLoader {
  /** @type {Map<string, Body>} */
  #bodies = new Map()
  /** @type {Map<string, string>} */
  #paths = new Map()
  /** @type {Map<string, Set<string>>} by path, the modules that load it */
  #loadedBy = new Map()
  /** @type {Map<string, { exports: object }>} */
  #modules = new Map()
  /** @type {{ path: string, body: Body } | undefined} */
  #changed
  #given

  /** How often the changed module was executed in this set: 0 means that nothing loaded it. */
  executed = 0

  /** @param {ReadonlyMap<string, unknown>} given modules that stand for a specifier wherever it is loaded */
  constructor(given) {
    this.#given = given
  }

  /** Forgets every module, and executes another text in the place of one. @param {string} [path] @param {string} [text] */
  fresh(path, text = '') {
    this.#modules.clear()
    this.executed = 0
    this.#changed = path === undefined ? undefined : { path, body: compile(path, text) }
  }

  /** What a module exports. @param {string} path @returns {object} */
  load(path) {
    const known = this.#modules.get(path)
    if (known) return known.exports
    const module = { exports: {} }
    this.#modules.set(path, module)
    this.#bodyOf(path)(module.exports, (specifier) => this.#require(path, specifier), module)
    return module.exports
  }

  /** Whether one module has ever loaded another, however far between. @param {string} path @param {string} other */
  reaches(path, other) {
    const open = [other]
    const seen = new Set(open)
    for (const next of open) {
      if (next === path) return true
      for (const loader of this.#loadedBy.get(next) ?? []) {
        if (seen.has(loader)) continue
        seen.add(loader)
        open.push(loader)
      }
    }
    return false
  }

  /** @param {string} path */
  #bodyOf(path) {
    if (this.#changed?.path === path) {
      this.executed++
      return this.#changed.body
    }
    let body = this.#bodies.get(path)
    if (!body) this.#bodies.set(path, (body = compile(path, readFileSync(path, 'utf8'))))
    return body
  }

  /** @param {string} from @param {string} specifier @returns {unknown} */
  #require(from, specifier) {
    const given = this.#given.get(specifier)
    if (given) return given
    const path = this.#resolve(from, specifier)
    if (!path.endsWith('.ts')) return createRequire(from)(specifier)
    let loaders = this.#loadedBy.get(path)
    if (!loaders) this.#loadedBy.set(path, (loaders = new Set()))
    loaders.add(from)
    return this.load(path)
  }

  /** @param {string} from @param {string} specifier */
  #resolve(from, specifier) {
    const folder = dirname(from)
    if (specifier.startsWith('.')) return resolve(folder, specifier)
    const key = `${folder} ${specifier}`
    let path = this.#paths.get(key)
    if (path === undefined) this.#paths.set(key, (path = createRequire(from).resolve(specifier)))
    return path
  }
}

/** @param {string} path @param {string} text @returns {Body} */
function compile(path, text) {
  const url = JSON.stringify(pathToFileURL(path).href)
  const { code } = transformSync(text, {
    loader: 'ts',
    format: 'cjs',
    target: 'node20',
    sourcefile: path,
    define: { 'import.meta.url': url },
  })
  // Safe: the parameters are named here.
  return /** @type {Body} */ (compileFunction(code, ['exports', 'require', 'module'], { filename: path }))
}
