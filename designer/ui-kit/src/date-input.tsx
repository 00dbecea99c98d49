import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { formatDate } from '@i18n/format'
import { useT } from '@i18n/language'
import { parseDay } from './day'
import { IconButton } from './icon-button'
import { Popover } from './popover'
import { useCoarsePointer } from './use-compact'
import './date-input.css'

const Calendar = lazy(async () => ({ default: (await import('./calendar')).Calendar }))

interface Props {
  value: string | null
  onChange: (day: string | null) => void
  id?: string | undefined
  label: string
  invalid?: boolean | undefined
  describedBy?: string | undefined
  autoFocus?: boolean | undefined
  onBlur?: (() => void) | undefined
}

/** A day, typed in any usual way or chosen from a calendar. */
export function DateInput(props: Props) {
  const { value, onChange, label } = props
  const t = useT()
  const box = useRef<HTMLSpanElement>(null)
  const [text, setText] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const coarse = useCoarsePointer()
  useEffect(() => setText(null), [value])

  const shared = {
    id: props.id,
    className: 'field-control',
    'aria-label': label,
    'aria-invalid': props.invalid || undefined,
    'aria-describedby': props.describedBy,
    autoFocus: props.autoFocus,
  }
  if (coarse) {
    return <input {...shared} type="date" value={value ?? ''} onChange={(event) => onChange(event.target.value || null)} onBlur={props.onBlur} />
  }

  const settle = () => {
    if (text !== null) {
      const day = text.trim() === '' ? null : parseDay(text)
      if (day !== value && (day !== null || text.trim() === '')) onChange(day)
      setText(null)
    }
    props.onBlur?.()
  }

  return (
    <span className="date-input" ref={box}>
      <input
        {...shared}
        inputMode="numeric"
        autoComplete="off"
        placeholder={t('calendar.placeholder')}
        value={text ?? (value ? formatDate(value) : '')}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
        onBlur={settle}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' && event.altKey) setOpen(true)
          if (event.key === 'Enter') settle()
        }}
      />
      <IconButton icon="calendar" size={16} tabIndex={-1} label={`${t('calendar.open')} ${label}`} onClick={() => setOpen(!open)} />
      {open && (
        <Popover anchor={box} onClose={() => setOpen(false)} role="dialog" label={label}>
          <Suspense fallback={<div className="date-wait" />}>
            <Calendar
              value={value}
              onPick={(day) => {
                setText(null)
                onChange(day)
                setOpen(false)
                box.current?.querySelector('input')?.focus()
              }}
            />
          </Suspense>
        </Popover>
      )}
    </span>
  )
}
