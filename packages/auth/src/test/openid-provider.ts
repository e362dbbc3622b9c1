import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider from 'oidc-provider'

/** Somebody as the provider knows them. */
export interface ProviderPerson {
  readonly sub: string
  readonly email: string
  readonly email_verified: boolean
  readonly name: string
  /** How they have signed in there. */
  readonly amr: readonly string[]
}

type Claims = Record<string, unknown>

const CLIENT = { id: 'clear-my-record', secret: 'a secret of a test client, invented' }

const decode = (part = ''): Claims => JSON.parse(Buffer.from(part, 'base64url').toString()) as Claims
const encode = (value: Claims) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** A real OpenID provider on this machine; it signs in whoever is put into `person`, and lies when told to. */
export async function openProvider(redirectUri: string) {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const server = createServer()
  await once(server.listen(0, '127.0.0.1'), 'listening')
  // Safe: a listening TCP server has an address with a port.
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const state: { person: ProviderPerson | undefined; lie: ((claims: Claims) => Claims) | undefined } = {
    person: undefined,
    lie: undefined,
  }
  const someone = () => {
    if (state.person === undefined) throw new Error('nobody signs in')
    return state.person
  }
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    cookies: { keys: [randomBytes(16).toString('hex')] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['name'] },
    conformIdTokenClaims: false,
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ ...someone(), sub: accountId }) }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: CLIENT.id, accountId: oidc.session?.accountId ?? '' })
      grant.addOIDCScope('openid email profile')
      await grant.save()
      return grant
    },
  })
  provider.use(async (ctx, next) => {
    await next()
    if (ctx.path !== '/token' || state.lie === undefined) return
    const { id_token: token, ...rest } = ctx.body as { id_token: string }
    const [header = '', payload] = token.split('.')
    const signed = `${header}.${encode(state.lie(decode(payload)))}`
    const signature = createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')
    ctx.body = { ...rest, id_token: `${signed}.${signature}` }
  })
  const answer = provider.callback()
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return void answer(request, response)
    const { sub, amr } = someone()
    void provider.interactionFinished(request, response, { login: { accountId: sub, amr: [...amr] } })
  })

  return {
    issuer,
    client: CLIENT,
    state,
    /** Follows a browser from our address through the provider to the address it comes back with. */
    async visit(url: string): Promise<string> {
      const cookies = new Map<string, string>()
      let next = url
      while (!next.startsWith(redirectUri)) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
        const response = await fetch(next, { redirect: 'manual', headers: { cookie } })
        for (const line of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
          cookies.set(name, value)
        }
        const location = response.headers.get('location')
        if (location === null) throw new Error(`the provider answered ${response.status} ${await response.text()}`)
        next = new URL(location, next).href
      }
      return next
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
