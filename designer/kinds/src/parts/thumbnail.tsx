import { useState } from 'react'
import type { FileInfo } from '@api/types'
import { useT } from '@i18n/language'
import { Dialog } from '@ui/dialog'
import { Icon } from '@ui/icon'
import { useFileUrl } from './use-file-url'
import './thumbnail.css'

/** A stored picture, small; a click shows it large. */
export function Thumbnail({ file }: { file: FileInfo }) {
  const t = useT()
  const url = useFileUrl(file.id)
  const [large, setLarge] = useState(false)
  const name = file.name || t('image.picture')
  return (
    <>
      <button type="button" className="thumbnail" disabled={!url} aria-label={`${t('action.open')} ${name}`} title={name} onClick={() => setLarge(true)}>
        {url ? <img src={url} alt={name} /> : <Icon name={url === false ? 'alert' : 'image'} size={20} />}
      </button>
      {large && url && (
        <Dialog wide title={name} onClose={() => setLarge(false)}>
          <img className="thumbnail-large" src={url} alt={name} />
        </Dialog>
      )}
    </>
  )
}
