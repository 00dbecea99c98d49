import { useRef, useState } from 'react'
import { asApiError } from '@api/errors'
import { uploadFile, type Upload } from '@api/files'
import { newId } from '@api/client'
import type { FileInfo } from '@api/types'
import { formatSize } from '@i18n/format'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { Icon } from '@ui/icon'
import { IconButton } from '@ui/icon-button'
import type { InputProps } from './field-kind'
import { asFiles } from './values'
import './file.css'

interface Running {
  key: string
  name: string
  share: number
  error: string | null
  upload: Upload
}

/** Files by click or drop, each with its progress; one that failed says why and can be put away. */
export function FileInput({ field, object, value, onChange, id, invalid, describedBy }: InputProps) {
  const t = useT()
  const chooser = useRef<HTMLInputElement>(null)
  const [running, setRunning] = useState<Running[]>([])
  const [over, setOver] = useState(false)
  const files = asFiles(value)
  // Uploads end one after the other: each must see the files of the ones before it.
  const latest = useRef<FileInfo[]>(files)
  latest.current = files
  const room = (field.options.max_files ?? 10) - files.length - running.length

  const patch = (key: string, change: Partial<Running>) => setRunning((all) => all.map((one) => (one.key === key ? { ...one, ...change } : one)))
  const drop = (key: string) => setRunning((all) => all.filter((one) => one.key !== key))

  const start = (chosen: File[]) => {
    for (const file of chosen.slice(0, Math.max(0, room))) {
      const key = newId()
      const upload = uploadFile(object, field.name, file, (share) => patch(key, { share }))
      setRunning((all) => [...all, { key, name: file.name, share: 0, error: null, upload }])
      upload.done.then(
        (done) => {
          drop(key)
          latest.current = [...latest.current, done]
          onChange(latest.current)
        },
        (error: unknown) => patch(key, { error: asApiError(error).message || t('file.failed') }),
      )
    }
  }

  return (
    <div
      className={`file-input ${over ? 'file-over' : ''}`}
      aria-describedby={describedBy}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        setOver(false)
        start([...event.dataTransfer.files])
      }}
    >
      <ul>
        {files.map((file) => (
          <li key={file.id} className="file-row">
            <Icon name="paperclip" size={14} />
            <span className="truncate">{file.name}</span>
            <span className="muted">{formatSize(file.size)}</span>
            <IconButton icon="x" size={14} label={`${t('action.remove')} ${file.name}`} onClick={() => onChange(files.filter((one) => one.id !== file.id))} />
          </li>
        ))}
        {running.map((one) => (
          <li key={one.key} className={`file-row ${one.error ? 'file-failed' : ''}`}>
            <Icon name={one.error ? 'alert' : 'upload'} size={14} />
            <span className="truncate">{one.error ? `${one.name} · ${one.error}` : one.name}</span>
            {!one.error && <progress value={one.share} max={1} aria-label={one.name} />}
            <IconButton
              icon="x"
              size={14}
              label={`${t('action.cancel')} ${one.name}`}
              onClick={() => {
                one.upload.cancel()
                drop(one.key)
              }}
            />
          </li>
        ))}
      </ul>
      <Button id={id} small icon="upload" disabled={room <= 0} aria-invalid={invalid || undefined} onClick={() => chooser.current?.click()}>
        {t('file.choose')}
      </Button>
      <span className="muted file-hint">{t('file.hint', { n: field.options.max_files ?? 10 })}</span>
      <input
        ref={chooser}
        type="file"
        hidden
        multiple={(field.options.max_files ?? 10) > 1}
        accept={field.options.accept?.join(',')}
        aria-label={field.label}
        onChange={(event) => {
          start([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </div>
  )
}
