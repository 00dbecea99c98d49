import { useRef, useState, type KeyboardEvent } from 'react'
import { useT } from '@i18n/language'
import { Icon } from '@ui/icon'
import { Popover } from '@ui/popover'
import type { InputProps } from '../field-kind'
import { asRegion } from '../values'
import { RegionPanel } from './region-panel'

/** A province, city or district, chosen step by step or found by name. */
export function RegionInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const t = useT()
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const region = asRegion(value)
  const close = () => {
    setOpen(false)
    onBlur?.()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'F4') {
      event.preventDefault()
      setOpen(true)
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && !field.required) {
      onChange(null)
    }
  }
  return (
    <span className="picker">
      <button
        ref={anchor}
        id={id}
        type="button"
        className="field-control picker-face"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={region ? `${field.label}: ${region.label}` : field.label}
        aria-describedby={describedBy}
        aria-invalid={invalid || undefined}
        autoFocus={autoFocus}
        onClick={() => (open ? close() : setOpen(true))}
        onKeyDown={onKeyDown}
      >
        <span className="picker-value truncate">{region ? region.label : <span className="picker-placeholder">{t('region.choose')}</span>}</span>
        <Icon name="chevron-down" size={14} />
      </button>
      {region && !field.required && (
        <button type="button" tabIndex={-1} className="picker-clear" aria-label={`${t('action.clear')} ${field.label}`} onClick={() => onChange(null)}>
          <Icon name="x" size={13} />
        </button>
      )}
      {open && (
        <Popover anchor={anchor} onClose={close} role="dialog" label={field.label}>
          <RegionPanel
            label={field.label}
            level={field.options.level}
            exact={field.options.exact}
            chosen={region?.code ?? null}
            onPick={(picked) => {
              onChange(picked)
              close()
              anchor.current?.focus()
            }}
          />
        </Popover>
      )}
    </span>
  )
}
