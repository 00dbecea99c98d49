import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { createPortal } from 'react-dom'
import './popover.css'

interface Props {
  anchor: RefObject<HTMLElement | null>
  onClose: () => void
  children: ReactNode
  align?: 'start' | 'end'
  /** At least as wide as the anchor. */
  stretch?: boolean
  className?: string
  role?: string
  label?: string
}

const GAP = 4
const EDGE = 8

/** True for a popover that was opened from within ours: it stands later in the document. */
function isAbove(other: Element | null, ours: Element | null): boolean {
  return other !== null && ours !== null && other !== ours && (ours.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0
}

/** A floating panel beside its anchor. It hangs in the nearest open dialog, because a modal dialog makes everything outside of it inert. */
export function Popover({ anchor, onClose, children, align = 'start', stretch, className = '', role, label }: Props) {
  const panel = useRef<HTMLDivElement>(null)
  const [host] = useState(() => anchor.current?.closest('dialog') ?? document.body)

  useLayoutEffect(() => {
    const place = () => {
      const element = panel.current
      const from = anchor.current?.getBoundingClientRect()
      if (!element || !from) return
      if (stretch) element.style.minWidth = `${from.width}px`
      const { offsetWidth: width, offsetHeight: height } = element
      const below = window.innerHeight - from.bottom - GAP - EDGE
      const above = from.top - GAP - EDGE
      const up = below < height && above > below
      element.style.maxHeight = `${Math.max(120, up ? above : below)}px`
      const left = align === 'end' ? from.right - width : from.left
      element.style.left = `${Math.max(EDGE, Math.min(left, window.innerWidth - width - EDGE))}px`
      element.style.top = up ? `${Math.max(EDGE, from.top - GAP - Math.min(height, above))}px` : `${from.bottom + GAP}px`
    }
    place()
    const observer = new ResizeObserver(place)
    if (panel.current) observer.observe(panel.current)
    window.addEventListener('scroll', place, true)
    window.addEventListener('resize', place)
    return () => {
      observer.disconnect()
      window.removeEventListener('scroll', place, true)
      window.removeEventListener('resize', place)
    }
  }, [anchor, align, stretch])

  useEffect(() => {
    const outside = (event: PointerEvent) => {
      const target = event.target as Element
      if (panel.current?.contains(target) || anchor.current?.contains(target) || isAbove(target.closest('.popover'), panel.current)) return
      onClose()
    }
    const escape = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || isAbove([...document.querySelectorAll('.popover')].at(-1) ?? null, panel.current)) return
      // The dialog below would otherwise close together with the popover.
      event.preventDefault()
      event.stopPropagation()
      onClose()
      anchor.current?.focus()
    }
    document.addEventListener('pointerdown', outside, true)
    document.addEventListener('keydown', escape, true)
    return () => {
      document.removeEventListener('pointerdown', outside, true)
      document.removeEventListener('keydown', escape, true)
    }
  }, [anchor, onClose])

  return createPortal(
    <div ref={panel} className={`popover ${className}`} role={role} aria-label={label}>
      {children}
    </div>,
    host,
  )
}
