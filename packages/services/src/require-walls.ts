import { databasesOf, type Db, findCatalogueFaults } from '@cmr/db'
import { AppError } from '@cmr/errors'

/** Throws PRECONDITION, naming what is wrong, when the database's catalogue would let one office see another's rows. */
export async function requireWalls(db: Db): Promise<void> {
  const faults = (await Promise.all(databasesOf(db).map((one) => findCatalogueFaults(one)))).flat()
  if (faults.length === 0) return
  const named = faults.map(({ object, fault }) => `${object}: ${fault}`).join('; ')
  throw new AppError('PRECONDITION', `The database does not keep offices apart, so nothing is started. ${named}`, {
    details: { reason: 'walls-missing' },
  })
}
