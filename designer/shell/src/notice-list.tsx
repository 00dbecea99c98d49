import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { readAllNotices, readNotice } from '@api/approvals'
import type { Notice } from '@api/approval-types'
import { formatAgo } from '@i18n/format'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { MessagePanel } from '@ui/message-panel'
import { Skeleton } from '@ui/skeleton'
import { LoadError } from '@forms/load-error'
import './notice-list.css'

interface Props {
  notices: Notice[] | undefined
  error: unknown
  retry: () => void
  onLeave?: () => void
}

/** What happened; opening a notice marks it as read and leads to its record. */
export function NoticeList({ notices, error, retry, onLeave }: Props) {
  const t = useT()
  const client = useQueryClient()
  const navigate = useNavigate()
  if (error && !notices) return <LoadError error={error} retry={retry} />
  if (!notices) return <Skeleton rows={4} />
  if (notices.length === 0) return <MessagePanel icon="bell" title={t('notice.none')} text={t('notice.none_text')} />

  const refresh = () => {
    void client.invalidateQueries({ queryKey: ['notices'] })
    void client.invalidateQueries({ queryKey: ['me'] })
  }
  const open = (notice: Notice) => {
    // A mark that cannot be set is no reason to keep people from the record.
    if (!notice.read) void readNotice(notice.id).then(refresh, () => undefined)
    onLeave?.()
    if (notice.object && notice.record) void navigate({ to: '/o/$object/$id', params: { object: notice.object, id: notice.record } })
  }

  return (
    <div className="notices">
      <header className="notices-head">
        <strong>{t('nav.notices')}</strong>
        <Button small look="ghost" disabled={notices.every((notice) => notice.read)} onClick={() => void readAllNotices().then(refresh, () => undefined)}>
          {t('notice.read_all')}
        </Button>
      </header>
      <ul>
        {notices.map((notice) => (
          <li key={notice.id}>
            <button type="button" className={`notice ${notice.read ? '' : 'notice-unread'}`} onClick={() => open(notice)}>
              <span>
                {notice.text}
                {!notice.read && <span className="visually-hidden"> ({t('notice.unread')})</span>}
              </span>
              <time className="muted" dateTime={notice.at}>
                {formatAgo(notice.at)}
              </time>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
