import { useState } from 'react'
import type { FieldValue } from '@api/types'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { toast } from '@ui/toast'
import type { InputProps } from '../field-kind'
import { asText } from '../values'
import './location-input.css'

/** Places of a degree that make sense: a hundredth of a metre. */
const PLACES = 7
const PATIENCE = 15_000

const partOf = (value: FieldValue, name: string): FieldValue => (value && typeof value === 'object' && !Array.isArray(value) ? value[name] : undefined)

/** An address and a point, typed or taken from the device. */
export function LocationInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const t = useT()
  const [busy, setBusy] = useState(false)
  const parts = { address: asText(partOf(value, 'address')), latitude: partOf(value, 'latitude'), longitude: partOf(value, 'longitude') }

  const put = (change: Partial<typeof parts>) => {
    const next = { ...parts, ...change }
    const empty = next.address.trim() === '' && asText(next.latitude) === '' && asText(next.longitude) === ''
    onChange(empty ? null : { latitude: next.latitude ?? null, longitude: next.longitude ?? null, ...(next.address === '' ? {} : { address: next.address }) })
  }
  // Text that is no number goes out as it is: the server names the problem.
  const degrees = (text: string) => {
    const plain = text.trim().normalize('NFKC')
    return plain === '' ? null : /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : plain
  }
  const here = () => {
    setBusy(true)
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setBusy(false)
        put({ latitude: Number(coords.latitude.toFixed(PLACES)), longitude: Number(coords.longitude.toFixed(PLACES)) })
      },
      (error) => {
        setBusy(false)
        toast('danger', t(error.code === error.PERMISSION_DENIED ? 'location.denied' : 'location.failed'))
      },
      { enableHighAccuracy: true, timeout: PATIENCE },
    )
  }
  const number = (name: 'latitude' | 'longitude') => (
    <label className="location-number">
      <span>{t(`location.${name}`)}</span>
      <input
        className="field-control"
        inputMode="decimal"
        autoComplete="off"
        aria-label={`${field.label} ${t(`location.${name}`)}`}
        aria-invalid={invalid || undefined}
        defaultValue={asText(parts[name])}
        key={`${name}-${typeof parts[name] === 'number' ? parts[name] : ''}`}
        onBlur={(event) => {
          if (event.target.value !== asText(parts[name])) put({ [name]: degrees(event.target.value) })
          onBlur?.()
        }}
      />
    </label>
  )

  return (
    <span className="location-input">
      <input
        id={id}
        className="field-control"
        aria-label={field.label}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        autoFocus={autoFocus}
        maxLength={200}
        placeholder={t('location.address')}
        value={parts.address}
        onChange={(event) => put({ address: event.target.value })}
        onBlur={onBlur}
      />
      {number('latitude')}
      {number('longitude')}
      {'geolocation' in navigator && (
        <Button icon="map-pin" busy={busy} onClick={here}>
          {t('location.here')}
        </Button>
      )}
    </span>
  )
}
