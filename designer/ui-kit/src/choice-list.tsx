import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useT } from '@i18n/language'
import { Icon } from './icon'
import { Tag } from './tag'
import { useDebounced } from './use-debounced'

export interface Choice {
  id: string
  label: string
  /** A second, quieter text. */
  hint?: string | undefined
  color?: string | undefined
  /** Depth in a tree. */
  depth?: number
}

export type LoadChoices = (search: string, signal: AbortSignal) => Promise<Choice[]>

interface Props {
  choices?: Choice[] | undefined
  load?: LoadChoices | undefined
  selected: readonly string[]
  onPick: (choice: Choice) => void
  multiple?: boolean | undefined
  label: string
}

const SEARCH_FROM = 7

/** The inside of a picker: a search box and the choices. The focus stays in the search box while the arrows move the mark. */
export function ChoiceList({ choices, load, selected, onPick, multiple, label }: Props) {
  const t = useT()
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const [search, setSearch] = useState('')
  const [mark, setMark] = useState(0)
  const [loaded, setLoaded] = useState<Choice[] | null>(null)
  const [failed, setFailed] = useState(false)
  const settled = useDebounced(search, 200)

  useEffect(() => {
    if (!load) return
    const abort = new AbortController()
    load(settled, abort.signal).then(
      (result) => {
        setLoaded(result)
        setFailed(false)
        setMark(0)
      },
      () => {
        if (!abort.signal.aborted) setFailed(true)
      },
    )
    return () => abort.abort()
  }, [load, settled])

  const wanted = search.trim().toLowerCase()
  const shown = load ? loaded : (choices ?? []).filter((choice) => choice.label.toLowerCase().includes(wanted))
  const searchable = Boolean(load) || (choices?.length ?? 0) >= SEARCH_FROM
  const optionId = (index: number) => `${listId}-${index}`

  useEffect(() => {
    list.current?.querySelector('[data-marked]')?.scrollIntoView({ block: 'nearest' })
  }, [mark])

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !shown) return
    if (event.key === 'ArrowDown') setMark(Math.min(mark + 1, shown.length - 1))
    else if (event.key === 'ArrowUp') setMark(Math.max(mark - 1, 0))
    else if (event.key === 'Enter') {
      const choice = shown[mark]
      if (choice) onPick(choice)
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div className="choices" onKeyDown={onKeyDown}>
      <div className={searchable ? 'choices-search' : 'visually-hidden'}>
        <Icon name="search" />
        <input
          autoFocus
          value={search}
          readOnly={!searchable}
          role="combobox"
          aria-expanded="true"
          aria-controls={listId}
          aria-activedescendant={shown && shown.length > 0 ? optionId(mark) : undefined}
          aria-label={label}
          placeholder={t('action.search')}
          onChange={(event) => {
            setSearch(event.target.value)
            setMark(0)
          }}
        />
      </div>
      <div className="choices-list" role="listbox" id={listId} ref={list} aria-label={label} aria-multiselectable={multiple || undefined}>
        {shown?.map((choice, index) => (
          <div
            key={choice.id}
            id={optionId(index)}
            role="option"
            aria-selected={selected.includes(choice.id)}
            data-marked={index === mark || undefined}
            className="choice"
            style={choice.depth ? { paddingInlineStart: 10 + choice.depth * 16 } : undefined}
            onPointerMove={() => setMark(index)}
            onClick={() => onPick(choice)}
          >
            <span className="choice-label truncate">{choice.color ? <Tag color={choice.color}>{choice.label}</Tag> : choice.label}</span>
            {choice.hint && <span className="choice-hint truncate">{choice.hint}</span>}
            {selected.includes(choice.id) && <Icon name="check" />}
          </div>
        ))}
      </div>
      {shown?.length === 0 && <p className="choices-note">{t('picker.nothing')}</p>}
      {!shown && <p className="choices-note">{failed ? t('picker.failed') : t('picker.loading')}</p>}
    </div>
  )
}
