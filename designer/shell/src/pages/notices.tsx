import { useNotices } from '@forms/queries'
import { useT } from '@i18n/language'
import { NoticeList } from '../notice-list'
import './simple-page.css'

export default function NoticesPage() {
  const t = useT()
  const notices = useNotices()
  return (
    <div className="simple-page">
      <h1 className="visually-hidden">{t('nav.notices')}</h1>
      <section className="card">
        <NoticeList notices={notices.data} error={notices.error} retry={() => void notices.refetch()} />
      </section>
    </div>
  )
}
