import { Link } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useT } from '@i18n/language'
import { Icon } from '@ui/icon'
import { Popover } from '@ui/popover'
import { useNotices } from '@forms/queries'
import { NoticeList } from './notice-list'

export function NoticesButton({ unread }: { unread: number }) {
  const t = useT()
  const anchor = useRef<HTMLButtonElement>(null)
  const [open, setOpen] = useState(false)
  const notices = useNotices(open)
  const close = () => setOpen(false)
  return (
    <>
      <button ref={anchor} type="button" className="icon-button" aria-label={t('nav.notices_count', { n: unread })} title={t('nav.notices')} aria-haspopup="dialog" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="bell" size={18} />
        {unread > 0 && <span className="badge">{unread > 99 ? '99+' : unread}</span>}
      </button>
      {open && (
        <Popover anchor={anchor} onClose={close} align="end" role="dialog" label={t('nav.notices')} className="notices-popover">
          <NoticeList notices={notices.data?.slice(0, 8)} error={notices.error} retry={() => void notices.refetch()} onLeave={close} />
          <Link to="/notices" className="notices-all" onClick={close}>
            {t('notice.all')}
          </Link>
        </Popover>
      )}
    </>
  )
}
