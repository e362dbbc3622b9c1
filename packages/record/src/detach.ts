/**
 * The same text in memory of its own: a text cut from a file's text keeps all of that text alive. Equal texts are one copy,
 * because they are made as names of a property, and texts that are one copy are compared and looked up fastest.
 */
export function detach(text: string): string {
  const names = Object.create(null) as Record<string, true>
  names[text] = true
  return Object.keys(names)[0] ?? text
}
