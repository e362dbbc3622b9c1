/** The addresses of an office's own sign-in: where its people begin, and where the provider sends them back to. */
export function ssoAddresses(origin: string, slug: string): { readonly wayIn: string; readonly back: string } {
  const wayIn = `${origin}/sign-in/${slug}`
  return { wayIn, back: `${wayIn}/back` }
}
