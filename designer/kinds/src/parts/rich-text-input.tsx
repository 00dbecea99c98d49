import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { useT } from '@i18n/language'
import { Icon } from '@ui/icon'
import type { InputProps } from '../field-kind'
import { asText } from '../values'
import { RichTextView } from './rich-text-view'
import { applyCommand, type Command } from './text-marks'
import './rich-text-input.css'

const COMMANDS: readonly (readonly [Command, ReactNode])[] = [
  ['bold', 'B'],
  ['italic', 'I'],
  ['struck', 'S'],
  ['heading', 'H'],
  ['list', <Icon key="list" name="list" size={15} />],
  ['numbers', '1.'],
  ['quote', '❝'],
  ['link', <Icon key="link" name="link" size={15} />],
]
const KEYS: Record<string, Command> = { b: 'bold', i: 'italic', k: 'link' }

/** Text with marks: a toolbar sets them, the preview shows what they do. */
export function RichTextInput({ field, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const t = useT()
  const area = useRef<HTMLTextAreaElement>(null)
  const [preview, setPreview] = useState(false)
  const text = asText(value)

  const run = (command: Command) => {
    const element = area.current
    if (!element) return
    const next = applyCommand(command, { text: element.value, from: element.selectionStart, to: element.selectionEnd })
    // The selection can be set when React has written the text; a frame later the person may be elsewhere.
    flushSync(() => onChange(next.text))
    element.focus()
    element.setSelectionRange(next.from, next.to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey ? KEYS[event.key.toLowerCase()] : undefined
    if (!command || event.nativeEvent.isComposing) return
    event.preventDefault()
    run(command)
  }

  return (
    <div className="rich-text-input" aria-invalid={invalid || undefined}>
      <div className="rich-text-tools" role="toolbar" aria-label={`${field.label} ${t('rich.tools')}`}>
        {COMMANDS.map(([command, sign]) => (
          <button key={command} type="button" disabled={preview} className={`rich-text-${command}`} aria-label={t(`rich.${command}`)} title={t(`rich.${command}`)} onClick={() => run(command)}>
            {sign}
          </button>
        ))}
        <button type="button" className="rich-text-preview" aria-pressed={preview} onClick={() => setPreview(!preview)}>
          {t(preview ? 'rich.write' : 'rich.preview')}
        </button>
      </div>
      {preview && (
        <div className="rich-text-shown">
          <RichTextView value={text} field={field} />
        </div>
      )}
      <textarea
        ref={area}
        id={id}
        rows={5}
        hidden={preview}
        aria-label={field.label}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        aria-required={field.required || undefined}
        autoFocus={autoFocus}
        maxLength={field.options.max_length}
        value={text}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      />
    </div>
  )
}
