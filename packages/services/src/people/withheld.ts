import { hasPermission } from '@cmr/auth'
import type { Context } from '../context.ts'
import type { PersonView } from './person-view.ts'

/** Stands in place of a name for who may see answers and not whose they are. */
export const NAME_WITHHELD = 'Name withheld'

/** Whether the actor may know whose record it is. */
export function seesIdentity(ctx: Pick<Context, 'actor'>): boolean {
  return hasPermission(ctx.actor, 'person:identify')
}

/** A row without its person's name, for who may not know it. */
export function withholdName<Row extends { readonly name: string }>(ctx: Pick<Context, 'actor'>, row: Row): Row {
  return seesIdentity(ctx) ? row : { ...row, name: NAME_WITHHELD }
}

/** A person without name and date of birth, also where an explanation looked at them. */
export function withholdPerson(ctx: Pick<Context, 'actor'>, person: PersonView): PersonView {
  if (seesIdentity(ctx)) return person
  const known = [person.name, person.bornOn]
  const charges = person.charges.map((charge) => {
    const { answer } = charge
    if (answer === null || answer.explanation === null) return charge
    const facts = answer.explanation.facts.map((fact) =>
      typeof fact.value === 'string' && known.includes(fact.value) ? { ...fact, value: null } : fact,
    )
    return { ...charge, answer: { ...answer, explanation: { ...answer.explanation, facts } } }
  })
  return { ...person, name: NAME_WITHHELD, bornOn: null, charges }
}
