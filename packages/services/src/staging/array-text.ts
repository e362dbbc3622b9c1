/** A text[] in PostgreSQL's own notation, as a cell of a COPY row. */
export function arrayText(items: readonly string[]): string {
  return '{' + items.map((item) => '"' + item.replace(/[\\"]/g, '\\$&') + '"').join(',') + '}'
}
