import { useEffect, useRef, type KeyboardEvent } from 'react'
import type { Region } from '@api/regions'
import { useT } from '@i18n/language'
import { Icon } from '@ui/icon'

interface Props {
  label: string
  regions: Region[] | null
  chosen: string | null
  /** The region whose parts stand in the next column. */
  opened: string | null
  /** The region of which these are the parts; it can be chosen as a whole. */
  whole: Region | null
  onWhole: () => void
  onBack: (() => void) | undefined
  onGo: (region: Region) => void
}

/** The regions of one level. Up and down move, right goes into a region, left back. */
export function RegionColumn({ label, regions, chosen, opened, whole, onWhole, onBack, onGo }: Props) {
  const t = useT()
  const list = useRef<HTMLDivElement>(null)
  const isDeeper = onBack !== undefined
  useEffect(() => {
    if (isDeeper && regions) list.current?.querySelector<HTMLElement>('[role=option]')?.focus()
  }, [isDeeper, regions])

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const options = [...(list.current?.querySelectorAll<HTMLElement>('[role=option]') ?? [])]
    const at = options.indexOf(document.activeElement as HTMLElement)
    if (event.key === 'ArrowDown') options[Math.min(options.length - 1, at + 1)]?.focus()
    else if (event.key === 'ArrowUp') options[Math.max(0, at - 1)]?.focus()
    else if (event.key === 'ArrowRight') options[at]?.click()
    else if (event.key === 'ArrowLeft' && onBack) {
      const before = list.current?.previousElementSibling
      onBack()
      before?.querySelector<HTMLElement>('[data-opened]')?.focus()
    } else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div ref={list} className="region-column" role="listbox" aria-label={label} onKeyDown={onKeyDown}>
      {onBack && (
        <button type="button" className="region-back" onClick={onBack}>
          <Icon name="chevron-left" size={14} />
          {label}
        </button>
      )}
      {whole && (
        <button type="button" role="option" aria-selected={whole.code === chosen} className="choice region-whole" onClick={onWhole}>
          {t('region.whole', { name: whole.label })}
        </button>
      )}
      {!regions && <p className="choices-note">{t('picker.loading')}</p>}
      {regions?.map((region) => (
        <button
          key={region.code}
          type="button"
          role="option"
          aria-selected={region.code === chosen}
          data-opened={region.code === opened || undefined}
          className="choice"
          onClick={() => onGo(region)}
        >
          <span className="choice-label truncate">{region.label}</span>
          {region.has_children && <Icon name="chevron-right" size={14} />}
        </button>
      ))}
    </div>
  )
}
