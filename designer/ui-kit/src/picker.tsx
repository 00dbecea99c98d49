import { useRef, useState, type KeyboardEvent } from 'react'
import { useT } from '@i18n/language'
import { ChoiceList, type Choice, type LoadChoices } from './choice-list'
import { Icon } from './icon'
import { Popover } from './popover'
import { Tag } from './tag'
import './picker.css'

interface Props {
  value: Choice[]
  onChange: (value: Choice[]) => void
  choices?: Choice[] | undefined
  load?: LoadChoices | undefined
  multiple?: boolean | undefined
  clearable?: boolean | undefined
  id?: string | undefined
  label: string
  placeholder?: string | undefined
  invalid?: boolean | undefined
  describedBy?: string | undefined
  disabled?: boolean | undefined
  autoFocus?: boolean | undefined
  onBlur?: (() => void) | undefined
}

/** Chooses one or several from a list that is given or searched for. Light until it is opened. */
export function Picker(props: Props) {
  const { value, onChange, multiple, label } = props
  const t = useT()
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const close = () => {
    setOpen(false)
    props.onBlur?.()
  }

  const pick = (choice: Choice) => {
    if (multiple) {
      onChange(value.some((one) => one.id === choice.id) ? value.filter((one) => one.id !== choice.id) : [...value, choice])
      return
    }
    onChange([choice])
    close()
    anchor.current?.focus()
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'F4') {
      event.preventDefault()
      setOpen(true)
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && props.clearable) {
      onChange([])
    }
  }

  return (
    <span className="picker">
      <button
        ref={anchor}
        id={props.id}
        type="button"
        className="field-control picker-face"
        aria-haspopup="dialog"
        aria-expanded={open}
        aria-label={`${label}${value.length > 0 ? `: ${value.map((one) => one.label).join(', ')}` : ''}`}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid || undefined}
        disabled={props.disabled}
        autoFocus={props.autoFocus}
        onClick={() => (open ? close() : setOpen(true))}
        onKeyDown={onKeyDown}
      >
        <span className="picker-value truncate">
          {value.length === 0 && <span className="picker-placeholder">{props.placeholder ?? t('picker.choose')}</span>}
          {value.map((one) => (multiple || one.color ? <Tag key={one.id} color={one.color}>{one.label}</Tag> : one.label))}
        </span>
        <Icon name="chevron-down" size={14} />
      </button>
      {props.clearable && value.length > 0 && !props.disabled && (
        <button type="button" tabIndex={-1} className="picker-clear" aria-label={`${t('action.clear')} ${label}`} onClick={() => onChange([])}>
          <Icon name="x" size={13} />
        </button>
      )}
      {open && (
        <Popover anchor={anchor} onClose={close} stretch role="dialog" label={label}>
          <ChoiceList choices={props.choices} load={props.load} selected={value.map((one) => one.id)} onPick={pick} multiple={multiple} label={label} />
        </Popover>
      )}
    </span>
  )
}
