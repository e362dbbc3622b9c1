import { useLocation } from '@remix-run/react'
import { useEffect, useRef } from 'react'

/** After moving to another page, the focus goes to its heading. A change of the query alone leaves the focus where it is. */
export function useFocusOnNavigation(): void {
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    const heading = document.querySelector<HTMLElement>('main h1')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus()
  }, [pathname])
}
