import type { Inngest, InngestFunction } from 'inngest'

import { defineBatchImport } from './batch-import.ts'
import { defineRunEvaluate } from './run-evaluate.ts'
import type { FunctionDeps } from './run-verb.ts'

/** Every background task of the product. Nowhere else is background work defined. */
export function defineFunctions(client: Inngest, deps: FunctionDeps): InngestFunction.Any[] {
  return [defineBatchImport(client, deps), defineRunEvaluate(client, deps)]
}
