import { useEffect, useRef, useState, type Ref } from 'react'
import { useT } from '@i18n/language'
import { Icon } from '@ui/icon'
import { useDebounced } from '@ui/use-debounced'

const DELAY = 300

/** Searches while typing, once the typing rests; not in the middle of a Chinese composition. */
export function SearchBox({ value, onChange, inputRef }: { value: string; onChange: (text: string) => void; inputRef: Ref<HTMLInputElement> }) {
  const t = useT()
  const [text, setText] = useState(value)
  const [composing, setComposing] = useState(false)
  const settled = useDebounced(text, DELAY)
  const sent = useRef(value)

  useEffect(() => {
    if (!composing && settled === text && settled !== sent.current) {
      sent.current = settled
      onChange(settled)
    }
  }, [settled, text, composing, onChange])

  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value
      setText(value)
    }
  }, [value])

  return (
    <label className="search-box">
      <Icon name="search" />
      <span className="visually-hidden">{t('list.search')}</span>
      <input
        ref={inputRef}
        type="search"
        className="field-control"
        placeholder={t('list.search')}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
      />
    </label>
  )
}
