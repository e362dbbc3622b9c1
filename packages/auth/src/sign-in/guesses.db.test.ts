import { verify } from '@node-rs/argon2'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { MINUTE, openIdentity, PASSWORD, refusal } from '../test/open-identity.ts'
import { signIn } from './sign-in.ts'

const GUESSES = process.env['HOSTILE'] === 'full' ? 10_000 : 200
const ACCOUNTS = 10
const AT_ONCE = 50

// Comparisons are made as ever, and counted: how many there are is what is guarded.
vi.mock('@node-rs/argon2', { spy: true })

let identity: Awaited<ReturnType<typeof openIdentity>>
beforeAll(async () => {
  identity = await openIdentity()
})
afterAll(() => identity.close())
afterEach(() => vi.mocked(verify).mockClear())

const tryTo = (email: string, password: string, address: string) =>
  signIn(identity.deps, { email, password, address }).then(() => 'in', refusal)

it.each([1, 500])(
  'guesses from %i addresses within a quarter of an hour never come to more than five comparisons an account, and others sign in',
  async (addresses) => {
    const targets = await Promise.all(Array.from({ length: ACCOUNTS }, () => identity.somebody()))
    const others: string[] = []
    const began = performance.now()
    for (let done = 0; done < GUESSES; done += AT_ONCE) {
      const answers = await Promise.all(
        Array.from({ length: AT_ONCE }, (_, at) => {
          const { email } = targets[at % ACCOUNTS] ?? { email: '' }
          return tryTo(email, `a wrong guess ${done + at}`, `${addresses} places: ${(done + at) % addresses}`)
        }),
      )
      expect(answers).not.toContain('in')
      identity.pass((14 * MINUTE * AT_ONCE) / GUESSES)
      if (done % (GUESSES / 4) === 0) {
        const { email } = await identity.somebody()
        others.push(await tryTo(email, PASSWORD, 'a place of their own'))
      }
    }
    const seconds = (performance.now() - began) / 1000
    const compared = vi.mocked(verify).mock.calls.map(([known]) => known)
    const hashes = await Promise.all(targets.map(async ({ userId }) => (await identity.account(userId)).passwordHash))
    const perAccount = hashes.map((hash) => compared.filter((known) => known === hash).length)
    expect(others).toEqual(['in', 'in', 'in', 'in'])
    expect(Math.min(...perAccount)).toBeGreaterThan(0)
    expect(Math.max(...perAccount)).toBeLessThanOrEqual(5)
    console.log(
      `figure: ${GUESSES} guesses from ${addresses} address(es) in ${seconds.toFixed(1)} s, at most ${Math.max(...perAccount)} compared an account`,
    )
  },
  600_000,
)
