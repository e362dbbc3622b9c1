/** The web site that passkeys are bound to. */
export interface Site {
  /** Scheme, host and port, as browsers see it: `https://records.example`. */
  readonly origin: string
}

/** Name of the service, as the person's device shows it. */
export const SITE_NAME = 'Clear My Record'

/** What WebAuthn calls the relying party's id: the host name. */
export function hostOf({ origin }: Site): string {
  return new URL(origin).hostname
}
