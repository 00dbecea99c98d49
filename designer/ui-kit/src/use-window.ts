import { useCallback, useLayoutEffect, useState, type RefObject } from 'react'

interface Range {
  first: number
  /** One past the last row. */
  end: number
}

interface Options {
  count: number
  /** Height of every row in pixels. Rows of one height need no measuring, which is most of what a general library does. */
  row: number
  /** What sticks to the upper edge of the scroll area. */
  header?: number
}

const OVERSCAN = 10

/** Which rows of a long list are in sight, and how to bring one there. */
export function useWindow(scroll: RefObject<HTMLElement | null>, { count, row, header = 0 }: Options) {
  const [range, setRange] = useState<Range>({ first: 0, end: Math.min(count, 20) })

  useLayoutEffect(() => {
    const element = scroll.current
    if (!element) return
    const measure = () => {
      const first = Math.max(0, Math.floor(element.scrollTop / row) - OVERSCAN)
      const end = Math.min(count, Math.ceil((element.scrollTop + element.clientHeight) / row) + OVERSCAN)
      setRange((before) => (before.first === first && before.end === end ? before : { first, end }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [scroll, count, row])

  const reveal = useCallback(
    (index: number) => {
      const element = scroll.current
      if (!element) return
      const top = index * row
      if (top < element.scrollTop) element.scrollTop = top
      const bottom = top + row + header
      if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight
    },
    [scroll, row, header],
  )

  const visible = Array.from({ length: Math.max(0, range.end - range.first) }, (_, place) => range.first + place)
  return { visible, last: range.end - 1, reveal }
}
