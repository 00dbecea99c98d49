import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { firstWeekday, formatDate, formatMonth, weekdayNames } from '@i18n/format'
import { useT } from '@i18n/language'
import { addDays, dayText, today } from './day'
import { IconButton } from './icon-button'
import './calendar.css'

const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

/** One month of days. Arrows move by day and week, Page Up and Down by month, Enter chooses. */
export function Calendar({ value, onPick }: { value: string | null; onPick: (day: string) => void }) {
  const t = useT()
  const [mark, setMark] = useState(value ?? today())
  const grid = useRef<HTMLDivElement>(null)
  const moved = useRef(false)
  const year = Number(mark.slice(0, 4))
  const month = Number(mark.slice(5, 7)) - 1
  const first = firstWeekday()
  const lead = (new Date(Date.UTC(year, month, 1)).getUTCDay() - first + 7) % 7
  const days = Array.from({ length: 42 }, (_, index) => dayText(year, month, 1 - lead + index))
  const turn = (by: number) => {
    moved.current = true
    const last = new Date(Date.UTC(year, month + by + 1, 0)).getUTCDate()
    setMark(dayText(year, month + by, Math.min(Number(mark.slice(8)), last)))
  }

  useEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus()
  }, [mark])

  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key]
    if (step !== undefined) {
      moved.current = true
      setMark(addDays(mark, step))
    } else if (event.key === 'PageUp' || event.key === 'PageDown') turn(event.key === 'PageUp' ? -1 : 1)
    else return
    event.preventDefault()
  }

  return (
    <div className="calendar">
      <div className="calendar-head">
        <IconButton icon="chevron-left" label={t('calendar.previous')} size={16} onClick={() => turn(-1)} />
        <strong aria-live="polite">{formatMonth(year, month)}</strong>
        <IconButton icon="chevron-right" label={t('calendar.next')} size={16} onClick={() => turn(1)} />
      </div>
      <div className="calendar-days calendar-names" aria-hidden="true">
        {weekdayNames(first).map((name, index) => (
          <span key={index}>{name}</span>
        ))}
      </div>
      <div className="calendar-days" ref={grid} onKeyDown={onKeyDown} role="group" aria-label={formatMonth(year, month)}>
        {days.map((day) => (
          <button
            key={day}
            type="button"
            tabIndex={day === mark ? 0 : -1}
            aria-label={formatDate(day)}
            aria-pressed={day === value}
            aria-current={day === today() ? 'date' : undefined}
            className={day.slice(0, 7) === mark.slice(0, 7) ? '' : 'calendar-other'}
            onClick={() => onPick(day)}
          >
            {Number(day.slice(8))}
          </button>
        ))}
      </div>
      <button type="button" className="calendar-today" onClick={() => onPick(today())}>
        {t('calendar.today')}
      </button>
    </div>
  )
}
