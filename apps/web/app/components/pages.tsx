import { Link, useSearchParams } from '@remix-run/react'

/** Steps through pages of a list whose page is `page` in the address. */
export function Pages({
  page,
  pages,
  label,
}: {
  readonly page: number
  readonly pages: number
  readonly label: string
}) {
  const [search] = useSearchParams()
  if (pages <= 1) return null
  const to = (target: number) => {
    const next = new URLSearchParams(search)
    next.set('page', String(target))
    return `?${next}`
  }
  return (
    <nav aria-label={label} className="actions no-print">
      {page > 1 && (
        <Link className="usa-link" rel="prev" to={to(page - 1)}>
          Previous page
        </Link>
      )}
      <span>
        Page {page} of {pages}
      </span>
      {page < pages && (
        <Link className="usa-link" rel="next" to={to(page + 1)}>
          Next page
        </Link>
      )}
    </nav>
  )
}
