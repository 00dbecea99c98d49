import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { queryRecords } from '@api/records'
import { useT } from '@i18n/language'
import { Icon } from '@ui/icon'
import { Popover } from '@ui/popover'
import type { InputProps } from '../field-kind'
import { asKeys } from '../values'
import './tags-input.css'

const SUGGESTED = 8
/** How many records are asked for their tags. */
const LOOKED_AT = 100

/** Tags that other records of the object carry, the most usual first. */
async function earlierTags(object: string, field: string): Promise<string[]> {
  const page = await queryRecords(object, { fields: [field], limit: LOOKED_AT, filter: { field, op: 'not_empty' }, sort: [{ field: 'updated_at', direction: 'desc' }] })
  const counts = new Map<string, number>()
  for (const tag of page.data.flatMap((record) => asKeys(record[field]))) counts.set(tag, (counts.get(tag) ?? 0) + 1)
  return [...counts].sort((one, two) => two[1] - one[1]).map(([tag]) => tag)
}

/** Free words: Enter or a comma ends one, Backspace takes the last away. Suggests what others have used. */
export function TagsInput({ field, object, value, onChange, onBlur, id, invalid, describedBy, autoFocus }: InputProps) {
  const t = useT()
  const listId = useId()
  const box = useRef<HTMLSpanElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [known, setKnown] = useState<string[] | null>(null)
  const [open, setOpen] = useState(false)
  const [mark, setMark] = useState(-1)
  const tags = asKeys(value)
  const wanted = text.trim().toLowerCase()
  const suggestions = (known ?? []).filter((tag) => !tags.includes(tag) && tag.toLowerCase().includes(wanted)).slice(0, SUGGESTED)

  useEffect(() => {
    if (!open || known) return
    let gone = false
    // Without suggestions one can still type.
    earlierTags(object, field.name).then((found) => !gone && setKnown(found), () => !gone && setKnown([]))
    return () => {
      gone = true
    }
  }, [open, known, object, field.name])

  const add = (words: string) => {
    const fresh = words.split(/[,，、;；\n]/).map((tag) => tag.trim()).filter((tag) => tag !== '')
    const next = [...new Set([...tags, ...fresh])]
    if (next.length > tags.length) onChange(next)
    setText('')
    setMark(-1)
  }

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') setMark(Math.max(-1, Math.min(suggestions.length - 1, mark + (event.key === 'ArrowDown' ? 1 : -1))))
    else if (event.key === 'Enter' && (text.trim() !== '' || mark >= 0)) add(suggestions[mark] ?? text)
    else if (event.key === 'Backspace' && text === '' && tags.length > 0) onChange(tags.slice(0, -1))
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <span ref={box} className="tags-input field-control" aria-invalid={invalid || undefined} onClick={() => input.current?.focus()}>
      {tags.map((tag) => (
        <span key={tag} className="tag tag-gray">
          {tag}
          <button type="button" aria-label={`${t('action.remove')} ${tag}`} onClick={() => onChange(tags.filter((one) => one !== tag))}>
            <Icon name="x" size={12} />
          </button>
        </span>
      ))}
      <input
        ref={input}
        id={id}
        role="combobox"
        autoComplete="off"
        aria-label={field.label}
        aria-invalid={invalid || undefined}
        aria-describedby={describedBy}
        aria-expanded={open && suggestions.length > 0}
        aria-controls={listId}
        aria-activedescendant={mark >= 0 ? `${listId}-${mark}` : undefined}
        autoFocus={autoFocus}
        placeholder={tags.length === 0 ? t('tags.hint') : undefined}
        value={text}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          const next = event.target.value
          if (/[,，;；]/.test(next) && !(event.nativeEvent as InputEvent).isComposing) add(next)
          else setText(next)
          setOpen(true)
        }}
        onKeyDown={onKeyDown}
        onBlur={(event) => {
          if (event.relatedTarget instanceof Element && event.relatedTarget.closest('.popover')) return
          add(text)
          setOpen(false)
          onBlur?.()
        }}
      />
      {open && suggestions.length > 0 && (
        <Popover anchor={box} onClose={() => setOpen(false)} stretch>
          <div id={listId} className="choices" role="listbox" aria-label={field.label}>
            {suggestions.map((tag, index) => (
              <div
                key={tag}
                id={`${listId}-${index}`}
                role="option"
                aria-selected={false}
                data-marked={index === mark || undefined}
                className="choice"
                onPointerDown={(event) => {
                  // The focus stays in the input, whose blur would close the list before the click.
                  event.preventDefault()
                  add(tag)
                }}
                onPointerMove={() => setMark(index)}
              >
                {tag}
              </div>
            ))}
          </div>
        </Popover>
      )}
    </span>
  )
}
