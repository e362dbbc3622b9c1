import { VIEW_FORM } from './view-form.tsx'

/** Turns the page of the results; submits the form of the view, so a search by name keeps its name. */
export function PageButtons({ page, pages }: { readonly page: number; readonly pages: number }) {
  if (pages <= 1) return null
  const turn = (to: number, words: string) => (
    <button type="submit" form={VIEW_FORM} name="turn" value={to} className="usa-button usa-button--outline">
      {words}
    </button>
  )
  return (
    <nav aria-label="Pages of results" className="actions no-print">
      {page > 1 && turn(page - 1, 'Previous page')}
      <span>
        Page {page.toLocaleString('en-US')} of {pages.toLocaleString('en-US')}
      </span>
      {page < pages && turn(page + 1, 'Next page')}
    </nav>
  )
}
