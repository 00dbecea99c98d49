import { useEffect, useRef, useState, type PointerEvent } from 'react'
import { asApiError } from '@api/errors'
import { uploadFile } from '@api/files'
import type { FieldMeta, FileInfo } from '@api/types'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { Dialog } from '@ui/dialog'
import { toast } from '@ui/toast'

interface Props {
  object: string
  field: FieldMeta
  /** With the stored picture, or nothing when it was called off. */
  onDone: (file: FileInfo | null) => void
}

const INK = '#1b2430'
const THIN = 1.2
const THICK = 3.6

/** A sheet to sign on with a pen, a finger or the mouse; the stroke follows the pressure where the device tells it. */
export function SignaturePad({ object, field, onDone }: Props) {
  const t = useT()
  const sheet = useRef<HTMLCanvasElement>(null)
  const last = useRef<{ x: number; y: number } | null>(null)
  const [empty, setEmpty] = useState(true)
  const [busy, setBusy] = useState(false)

  const clear = () => {
    const canvas = sheet.current
    const pen = canvas?.getContext('2d')
    if (!canvas || !pen) return
    const { width, height } = canvas.getBoundingClientRect()
    canvas.width = Math.round(width * devicePixelRatio)
    canvas.height = Math.round(height * devicePixelRatio)
    pen.scale(devicePixelRatio, devicePixelRatio)
    pen.lineCap = 'round'
    pen.lineJoin = 'round'
    pen.strokeStyle = INK
    setEmpty(true)
  }
  useEffect(clear, [])

  const spot = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: event.clientX - box.left, y: event.clientY - box.top }
  }
  const draw = (event: PointerEvent) => {
    const pen = sheet.current?.getContext('2d')
    if (!pen || !last.current) return
    const to = spot(event)
    pen.lineWidth = event.pointerType === 'pen' ? THIN + (THICK - THIN) * event.pressure : (THIN + THICK) / 2
    pen.beginPath()
    pen.moveTo(last.current.x, last.current.y)
    pen.lineTo(to.x, to.y)
    pen.stroke()
    last.current = to
  }

  const save = () => {
    setBusy(true)
    sheet.current?.toBlob((blob) => {
      if (!blob) {
        setBusy(false)
        toast('danger', t('file.failed'))
        return
      }
      uploadFile(object, field.name, new File([blob], 'signature.png', { type: 'image/png' }), () => undefined).done.then(onDone, (error: unknown) => {
        setBusy(false)
        toast('danger', asApiError(error).message || t('file.failed'))
      })
    }, 'image/png')
  }

  return (
    <Dialog
      title={field.label}
      wide
      onClose={() => onDone(null)}
      footer={
        <>
          <Button look="ghost" onClick={clear}>
            {t('signature.clear')}
          </Button>
          <Button onClick={() => onDone(null)}>{t('action.cancel')}</Button>
          <Button look="primary" disabled={empty} busy={busy} onClick={save}>
            {t('signature.done')}
          </Button>
        </>
      }
    >
      <canvas
        ref={sheet}
        className="signature-pad"
        aria-label={t('signature.sheet')}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          last.current = spot(event)
          draw(event)
          setEmpty(false)
        }}
        onPointerMove={draw}
        onPointerUp={() => {
          last.current = null
        }}
      />
    </Dialog>
  )
}
