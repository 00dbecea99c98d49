import { useEffect, useRef, useState } from 'react'
import { useT } from '@i18n/language'
import { Popover } from '@ui/popover'
import { asColor } from '../color-value'
import type { InputProps } from '../field-kind'
import { asText } from '../values'
import './color-input.css'

const PALETTE = [
  '#1B2430', '#5F6B7C', '#C9D0D9', '#FFFFFF', '#C12F2A', '#F27D76', '#A8480B', '#F0A06C',
  '#8F5600', '#E5B25A', '#17753A', '#6CC98A', '#0F766E', '#4FC9BD', '#0B6C80', '#65C4D8',
  '#1F5FB8', '#82B1F3', '#3B3FB5', '#8A8EF0', '#6B3FB5', '#BDA0F0', '#A83279', '#F09AC8',
]

/** A colour by its code, from a palette, or from the browser's own chooser. */
export function ColorInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const t = useT()
  const box = useRef<HTMLSpanElement>(null)
  const [typed, setTyped] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const chosen = asColor(value)
  useEffect(() => setTyped(null), [value])
  const pick = (next: string) => {
    onChange(next)
    setOpen(false)
    box.current?.querySelector('input')?.focus()
  }
  return (
    <span className="color-input" ref={box}>
      <button type="button" className="swatch" style={{ backgroundColor: chosen ?? 'transparent' }} aria-label={`${t('color.choose')} ${field.label}`} aria-expanded={open} onClick={() => setOpen(!open)} />
      <input
        id={id}
        className="field-control"
        autoComplete="off"
        spellCheck={false}
        placeholder="#RRGGBB"
        aria-label={field.label}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        aria-required={field.required || undefined}
        autoFocus={autoFocus}
        value={typed ?? asText(value)}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => {
          // Text that is no colour goes out as it is: the server names the problem at this field.
          if (typed !== null) onChange(typed.trim() === '' ? null : (asColor(typed) ?? typed))
          setTyped(null)
          onBlur?.()
        }}
      />
      {open && (
        <Popover anchor={box} onClose={() => setOpen(false)} role="dialog" label={field.label}>
          <div className="color-panel">
            <div className="color-palette">
              {PALETTE.map((one) => (
                <button key={one} type="button" className="swatch" style={{ backgroundColor: one }} aria-label={one} aria-pressed={one === chosen} title={one} onClick={() => pick(one)} />
              ))}
            </div>
            <label className="color-own">
              <input type="color" value={(chosen ?? '#0F766E').toLowerCase()} onChange={(event) => onChange(asColor(event.target.value) ?? null)} />
              {t('color.own')}
            </label>
          </div>
        </Popover>
      )}
    </span>
  )
}
