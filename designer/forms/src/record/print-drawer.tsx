import { useEffect, useState } from 'react'
import { asApiError } from '@api/errors'
import { fetchPrint } from '@api/records'
import type { NamedDocument } from '@api/types'
import { useT } from '@i18n/language'
import { saveBlob } from '@kinds/save-blob'
import { Button } from '@ui/button'
import { Dialog } from '@ui/dialog'
import { Icon } from '@ui/icon'
import { MessagePanel } from '@ui/message-panel'
import { Skeleton } from '@ui/skeleton'
import { useCompact } from '@ui/use-compact'
import { LoadError } from '../load-error'

interface Printed {
  blob: Blob
  name: string
  url: string
}

/** The whole width for the page: no list of small pages beside it. */
const VIEW = '#navpanes=0&view=FitH'

/** Shows the PDF in the browser's own viewer. Phones have none inside a page: there it is opened or saved. */
export function PrintDrawer({ template, id, onClose }: { template: NamedDocument; id: string; onClose: () => void }) {
  const t = useT()
  const compact = useCompact()
  const [printed, setPrinted] = useState<Printed | null>(null)
  const [error, setError] = useState<unknown>(null)
  const [attempt, setAttempt] = useState(0)

  useEffect(() => {
    let url: string | null = null
    let gone = false
    setError(null)
    fetchPrint(template.name, id).then(
      ({ blob, name }) => {
        if (gone) return
        url = URL.createObjectURL(blob)
        setPrinted({ blob, name, url })
      },
      (failure: unknown) => {
        if (!gone) setError(asApiError(failure))
      },
    )
    return () => {
      gone = true
      if (url) URL.revokeObjectURL(url)
    }
  }, [template.name, id, attempt])

  // Some companies switch the viewer off; the frame would stay grey then or download by itself.
  const viewer = !compact && navigator.pdfViewerEnabled !== false
  const download = printed && (
    <Button small look="primary" icon="download" onClick={() => saveBlob(printed.blob, printed.name)}>
      {t('action.download')}
    </Button>
  )
  return (
    <Dialog title={template.label} shape="drawer" onClose={onClose} actions={viewer ? download : null}>
      {error ? (
        <LoadError error={error} retry={() => setAttempt(attempt + 1)} />
      ) : !printed ? (
        <Skeleton rows={12} height={22} />
      ) : !viewer ? (
        <MessagePanel icon="file-text" title={printed.name} text={t('print.ready')}>
          <a className="button button-plain" href={printed.url} target="_blank" rel="noreferrer">
            <Icon name="eye" />
            <span>{t('action.open')}</span>
          </a>
          {download}
        </MessagePanel>
      ) : (
        <div className="print-view">
          <iframe className="print-frame" title={template.label} src={`${printed.url}${VIEW}`} data-testid="print-preview" />
          <p className="muted">{t('print.blank')}</p>
        </div>
      )}
    </Dialog>
  )
}
