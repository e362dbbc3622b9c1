import { ruleTester } from './rule-tester.mjs'
import { serviceMutationGuards } from './service-mutation-guards.mjs'

const permission = { messageId: 'permission' }
const audit = { messageId: 'audit' }

/** @param {string} before @param {string} inside */
const verb = (before, inside) => `
  export async function renameBatch(ctx, deps, input) {
    ${before}
    return withTenant(deps.db, ctx.tenant.id, async (tx) => {
      ${inside}
    })
  }`

ruleTester.run('service-mutation-guards', serviceMutationGuards, {
  valid: [
    verb("requirePermission(ctx, 'batch:write')", 'await tx.update(batches).set({}); await audit(tx, ctx, {})'),
    verb('requireSystem(ctx)', 'await tx.insert(subjects).values([])'),
    verb("requirePermission(ctx, 'batch:read')", 'return tx.select().from(batches)'),
    verb('', 'const seen = new Set(); seen.delete(1); return tx.execute(sql`select 1 for update of batches`)'),
    'export async function insertBatch(tx, row) { await tx.insert(batches).values(row) }',
  ],
  invalid: [
    { code: verb('', 'await tx.update(batches).set({}); await audit(tx, ctx, {})'), errors: [permission] },
    { code: verb("requirePermission(ctx, 'batch:write')", 'await tx.delete(batches)'), errors: [audit] },
    { code: verb('', 'await tx.insert(batches).values({})'), errors: [permission, audit] },
    { code: verb('', 'await insertBatch(tx, {})'), errors: [permission, audit] },
    { code: verb('', 'await tx.execute(sql`update ${batches} set state = ${state}`)'), errors: [permission, audit] },
    { code: verb('requireSystem(ctx)', '') + verb('', 'await tx.delete(batches)'), errors: [permission, audit] },
    {
      code: `const confirm = async (ctx, deps) => {
        await withTenant(deps.db, ctx.tenant.id, async (tx) => { await tx.delete(batches); await audit(tx, ctx, {}) })
        requirePermission(ctx, 'batch:write')
      }`,
      errors: [permission],
    },
  ],
})
