import { useState } from 'react'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import type { InputProps } from '../field-kind'
import { asFiles } from '../values'
import { SignaturePad } from './signature-pad'
import { Thumbnail } from './thumbnail'
import './signature-input.css'

/** A signature that was drawn, or the way to draw one. */
export function SignatureInput(props: InputProps) {
  const { field, object, value, onChange, onBlur, id, invalid, describedBy } = props
  const t = useT()
  const [drawing, setDrawing] = useState(false)
  const [file] = asFiles(value)
  return (
    <span className="signature-input thumbnail-ink" aria-describedby={describedBy}>
      {file && <Thumbnail file={file} />}
      <Button id={id} icon="pencil" aria-label={`${t(file ? 'signature.again' : 'signature.sign')} ${field.label}`} aria-invalid={invalid || undefined} onClick={() => setDrawing(true)}>
        {t(file ? 'signature.again' : 'signature.sign')}
      </Button>
      {file && !field.required && (
        <Button look="ghost" onClick={() => onChange(null)}>
          {t('action.clear')}
        </Button>
      )}
      {drawing && (
        <SignaturePad
          object={object}
          field={field}
          onDone={(done) => {
            if (done) onChange([done])
            setDrawing(false)
            onBlur?.()
          }}
        />
      )}
    </span>
  )
}
