import { Link, useNavigate } from '@tanstack/react-router'
import { TaskCard } from '@forms/approvals/task-card'
import { LoadError } from '@forms/load-error'
import { useMe, useNotices, useTasks } from '@forms/queries'
import { formatLongDay } from '@i18n/format'
import { useT } from '@i18n/language'
import { Icon, iconName } from '@ui/icon'
import { Skeleton } from '@ui/skeleton'
import { NoticeList } from '../notice-list'
import '@forms/approvals/inbox-page.css'
import './workbench.css'

const SHOWN = 5

/** Where the day begins: what waits for me, what happened, where to go. */
export default function WorkbenchPage() {
  const t = useT()
  const navigate = useNavigate()
  const me = useMe()
  const tasks = useTasks('open')
  const notices = useNotices()
  const open = tasks.data?.pages[0]?.data
  const hour = new Date().getHours()
  const greeting = hour < 11 ? 'home.morning' : hour < 13 ? 'home.noon' : hour < 18 ? 'home.afternoon' : 'home.evening'

  // A second view of the same object is in the menu; here it would only be one more box.
  const items = me.data?.apps.flatMap((app) => app.menu.flatMap((group) => group.items)) ?? []
  const places = items.filter((item, index) => items.findIndex((one) => one.object === item.object) === index)
  // People who approve nothing get what happened first, and no large empty box.
  const quiet = open?.length === 0

  const waiting = (
    <section key="tasks" className="card workbench-part" aria-label={t('home.my_tasks')}>
      <header className="workbench-part-head">
        <h2>{t('home.my_tasks')}</h2>
        {(me.data?.open_tasks ?? 0) > 0 && <span className="workbench-count">{me.data?.open_tasks}</span>}
        <Link to="/tasks">{t('home.all_tasks')}</Link>
      </header>
      {tasks.error && !open ? (
        <LoadError error={tasks.error} retry={() => void tasks.refetch()} />
      ) : !open ? (
        <Skeleton rows={5} height={34} />
      ) : quiet ? (
        <p className="workbench-none muted">
          <Icon name="check" size={17} />
          {t('task.none_open')}
        </p>
      ) : (
        open.slice(0, SHOWN).map((task) => <TaskCard key={task.id} task={task} active={false} onOpen={() => void navigate({ to: '/tasks', search: { task: task.id } })} />)
      )}
    </section>
  )
  const news = (
    <section key="notices" className="card workbench-part" aria-label={t('nav.notices')}>
      <NoticeList notices={notices.data?.slice(0, SHOWN + 2)} error={notices.error} retry={() => void notices.refetch()} />
      {(notices.data?.length ?? 0) > SHOWN + 2 && (
        <Link to="/notices" className="notices-all">
          {t('notice.all')}
        </Link>
      )}
    </section>
  )

  return (
    <div className="workbench">
      <header className="workbench-head">
        <h1>{me.data ? t(greeting, { name: me.data.user.name }) : ' '}</h1>
        <p className="muted">{formatLongDay(Date.now())}</p>
      </header>
      <nav className="workbench-shortcuts" aria-label={t('home.shortcuts')}>
        {places.map((item) => (
          <Link key={item.view} to="/o/$object" params={{ object: item.object }} search={{ view: item.view }} className="shortcut card">
            <span className="shortcut-icon">
              <Icon name={iconName(item.icon)} size={20} />
            </span>
            <span className="truncate" title={item.label}>
              {item.label}
            </span>
          </Link>
        ))}
      </nav>
      <div className="workbench-columns">{quiet ? [news, waiting] : [waiting, news]}</div>
    </div>
  )
}
