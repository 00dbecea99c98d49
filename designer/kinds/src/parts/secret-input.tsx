import { useState } from 'react'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { IconButton } from '@ui/icon-button'
import type { InputProps } from '../field-kind'
import { isSecretSet } from '../values'
import './secret-input.css'

/** Says whether there is a secret, takes a new one, and can take it away; it never shows one that is stored. */
export function SecretInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const t = useT()
  const [stored] = useState(value)
  const [typing, setTyping] = useState(!isSecretSet(value))
  const [shown, setShown] = useState(false)
  const isSet = isSecretSet(stored)
  const cleared = isSet && value === null

  if (!typing) {
    return (
      <span className="secret-input">
        <output id={id} className={`secret-state ${cleared ? '' : 'secret-set'}`} aria-label={field.label}>
          {t(cleared ? 'secret.cleared' : 'secret.set')}
        </output>
        <Button
          onClick={() => {
            setTyping(true)
            onChange(stored)
          }}
        >
          {t('secret.replace')}
        </Button>
        {cleared ? (
          <Button look="ghost" icon="undo" onClick={() => onChange(stored)}>
            {t('action.undo')}
          </Button>
        ) : (
          !field.required && (
            <Button look="ghost" onClick={() => onChange(null)}>
              {t('action.clear')}
            </Button>
          )
        )}
      </span>
    )
  }
  return (
    <span className="secret-input">
      <input
        id={id}
        type={shown ? 'text' : 'password'}
        className="field-control"
        autoComplete="new-password"
        spellCheck={false}
        aria-label={field.label}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        aria-required={field.required || undefined}
        autoFocus={autoFocus || isSet}
        maxLength={field.options.max_length}
        placeholder={t(isSet ? 'secret.new' : 'secret.unset')}
        value={typeof value === 'string' ? value : ''}
        onChange={(event) => onChange(event.target.value === '' ? (stored ?? null) : event.target.value)}
        onBlur={onBlur}
      />
      <IconButton icon={shown ? 'eye-off' : 'eye'} label={t(shown ? 'secret.hide' : 'secret.show')} onClick={() => setShown(!shown)} />
      {isSet && (
        <Button
          look="ghost"
          onClick={() => {
            setTyping(false)
            onChange(stored)
          }}
        >
          {t('action.cancel')}
        </Button>
      )}
    </span>
  )
}
