/** Where to go after signing in: a path of this site, else the start page. Never another site's address. */
export function returnAddress(to: string | null): string {
  if (to === null || !to.startsWith('/') || /^\/[/\\]/.test(to) || /[\\\p{Cc}]/u.test(to)) return '/'
  return to
}
