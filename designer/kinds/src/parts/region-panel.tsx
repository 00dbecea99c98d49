import { useEffect, useState } from 'react'
import { fetchRegions, type Region } from '@api/regions'
import { useT } from '@i18n/language'
import { Icon } from '@ui/icon'
import { useDebounced } from '@ui/use-debounced'
import { RegionColumn } from './region-column'
import './region-panel.css'

interface Props {
  label: string
  /** How far down one may go. */
  level: 'province' | 'city' | 'county' | undefined
  /** Only what has no parts within that level can be chosen. */
  exact: boolean | undefined
  chosen: string | null
  onPick: (region: { code: string; label: string }) => void
}

interface Level {
  parent: Region | null
  regions: Region[] | null
}

const DEPTHS = { province: 1, city: 2, county: 3 }

/** Provinces, then the cities of one, then its districts, side by side; on a phone one after the other. */
export function RegionPanel({ label, level: deepest = 'county', exact, chosen, onPick }: Props) {
  const t = useT()
  const depth = DEPTHS[deepest]
  const [levels, setLevels] = useState<Level[]>([{ parent: null, regions: null }])
  const [failed, setFailed] = useState(false)
  const [search, setSearch] = useState('')
  const [found, setFound] = useState<Region[] | null>(null)
  const wanted = useDebounced(search.trim(), 200)

  useEffect(() => {
    fetchRegions({}).then(
      (regions) => setLevels([{ parent: null, regions }]),
      () => setFailed(true),
    )
  }, [])

  useEffect(() => {
    setFound(null)
    if (wanted === '') return
    const abort = new AbortController()
    fetchRegions({ search: wanted }, abort.signal).then(setFound, () => !abort.signal.aborted && setFailed(true))
    return () => abort.abort()
  }, [wanted])

  const path = (place: number) => levels.slice(1, place + 1).map((level) => level.parent?.label ?? '')
  const choose = (region: Region, place: number) => onPick({ code: region.code, label: [...path(place), region.label].join(' / ') })
  const go = (region: Region, place: number) => {
    if (!region.has_children || place + 1 >= depth) {
      choose(region, place)
      return
    }
    setLevels([...levels.slice(0, place + 1), { parent: region, regions: null }])
    fetchRegions({ parent: region.code }).then(
      (regions) => setLevels((now) => now.map((level) => (level.parent?.code === region.code ? { ...level, regions } : level))),
      () => setFailed(true),
    )
  }

  return (
    <div className="region-panel">
      <div className="choices-search">
        <Icon name="search" />
        <input autoFocus value={search} aria-label={`${t('action.search')} ${label}`} placeholder={t('region.search')} onChange={(event) => setSearch(event.target.value)} />
      </div>
      {failed && <p className="choices-note">{t('picker.failed')}</p>}
      {wanted !== '' ? (
        <div className="region-found" role="listbox" aria-label={label}>
          {found?.map((region) => (
            <button key={region.code} type="button" role="option" aria-selected={region.code === chosen} className="choice" onClick={() => onPick({ code: region.code, label: region.label })}>
              <span className="choice-label">{region.label}</span>
            </button>
          ))}
          {found?.length === 0 && <p className="choices-note">{t('picker.nothing')}</p>}
        </div>
      ) : (
        <div className="region-columns">
          {levels.map((level, place) => (
            <RegionColumn
              key={level.parent?.code ?? ''}
              label={level.parent?.label ?? label}
              regions={level.regions}
              chosen={chosen}
              opened={levels[place + 1]?.parent?.code ?? null}
              whole={exact ? null : level.parent}
              onWhole={() => level.parent && choose(level.parent, place - 1)}
              onBack={place > 0 ? () => setLevels(levels.slice(0, place)) : undefined}
              onGo={(region) => go(region, place)}
            />
          ))}
        </div>
      )}
    </div>
  )
}
