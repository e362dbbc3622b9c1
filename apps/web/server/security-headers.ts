import type { RequestHandler } from 'express'
import helmet from 'helmet'
import { randomBytes } from 'node:crypto'

/** What no page of ours uses, and no script may ask for; a passkey only for this origin. */
const PERMISSIONS =
  'camera=(), microphone=(), geolocation=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)'

/**
 * Security headers on every answer, errors and files too. Each answer gets its own nonce, kept in
 * `response.locals.nonce`; pages hand it to their scripts and never put it into loader data.
 */
export function securityHeaders(options: { readonly tls: boolean }): RequestHandler {
  const others = helmet({
    contentSecurityPolicy: false,
    strictTransportSecurity: options.tls ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    // With `no-referrer` a form sent without JavaScript would carry `Origin: null` and be refused.
    referrerPolicy: { policy: 'same-origin' },
    xFrameOptions: { action: 'deny' },
  })
  return (request, response, next) => {
    const nonce = randomBytes(16).toString('base64')
    response.locals.nonce = nonce
    response.setHeader('Content-Security-Policy', contentSecurityPolicy(nonce, options.tls))
    response.setHeader('Cache-Control', 'no-store')
    response.setHeader('Permissions-Policy', PERMISSIONS)
    others(request, response, next)
  }
}

/** The policy of one answer. Styles, fonts and pictures come from our own origin only; no inline style is allowed. */
function contentSecurityPolicy(nonce: string, tls: boolean): string {
  return [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self'`,
    `img-src 'self'`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `worker-src 'self'`,
    `form-action 'self'`,
    `base-uri 'none'`,
    `frame-ancestors 'none'`,
    ...(tls ? ['upgrade-insecure-requests'] : []),
  ].join('; ')
}

/**
 * Policy of a script file served as the start of a worker: it loads nothing but may compile the WebAssembly
 * of its checksum. A page that loads the same file as a script keeps the page's own policy.
 */
export const workerPolicy = `default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; frame-ancestors 'none'`
