import type { Db } from './open-database.ts'

interface Routes {
  readonly shared: Db
  readonly own: ReadonlyMap<string, Db>
}

const routes = new WeakMap<Db, Routes>()

/**
 * One database for most tenants, and others for those that have one of their own, by tenant id: `withTenant` goes to
 * the tenant's, `withoutTenant` to the shared one, `listen` to all. Closing closes all.
 */
export function routeTenants(shared: Db, own: ReadonlyMap<string, Db>): Db {
  const all = [shared, ...own.values()]
  const db: Db = {
    close: async () => {
      await Promise.all(all.map((one) => one.close()))
    },
  }
  routes.set(db, { shared, own })
  return db
}

/** Where the rows of a tenant are. */
export function databaseOf(db: Db, tenantId: string): Db {
  const known = routes.get(db)
  return known === undefined ? db : (known.own.get(tenantId) ?? known.shared)
}

/** Where identity is, and every tenant without a database of its own. */
export function sharedDatabase(db: Db): Db {
  return routes.get(db)?.shared ?? db
}

/** Databases that hold rows of a tenant: its own first, then the shared one with what identity knows of it. */
export function homesOf(db: Db, tenantId: string): readonly Db[] {
  return [...new Set([databaseOf(db, tenantId), sharedDatabase(db)])]
}

/** All databases behind this one, the shared one first: for work that serves every tenant. */
export function databasesOf(db: Db): readonly Db[] {
  const known = routes.get(db)
  return known === undefined ? [db] : [known.shared, ...known.own.values()]
}
