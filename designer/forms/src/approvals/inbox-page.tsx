import { useEffect, useMemo, useRef } from 'react'
import type { TaskState } from '@api/approvals'
import { useT } from '@i18n/language'
import { Button } from '@ui/button'
import { IconButton } from '@ui/icon-button'
import { MessagePanel } from '@ui/message-panel'
import { Skeleton } from '@ui/skeleton'
import { Tabs } from '@ui/tabs'
import { useCompact } from '@ui/use-compact'
import { LoadError } from '../load-error'
import { useMe, useTasks } from '../queries'
import { TaskCard } from './task-card'
import { TaskDetail } from './task-detail'
import { useInboxKeys } from './use-inbox-keys'
import './inbox-page.css'

interface Props {
  state: TaskState
  task: string | undefined
  onChange: (state: TaskState, task: string | undefined) => void
}

/** The approvals of the reader: a list on the left, the opened one on the right; on a phone one after the other. */
export function InboxPage({ state, task, onChange }: Props) {
  const t = useT()
  const compact = useCompact()
  const me = useMe()
  const list = useRef<HTMLDivElement>(null)
  const tasks = useTasks(state)
  const all = useMemo(() => tasks.data?.pages.flatMap((page) => page.data) ?? [], [tasks.data])
  const chosen = all.find((one) => one.id === task)
  const current = chosen ?? (compact || task ? undefined : all[0])
  const index = current ? all.indexOf(current) : -1

  const go = (to: number) => {
    const next = all[Math.max(0, Math.min(to, all.length - 1))]
    if (next) onChange(state, next.id)
  }
  useInboxKeys(compact ? null : (step) => go(index + step))

  useEffect(() => {
    list.current?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' })
  }, [current?.id])

  // A link to a task that was decided meanwhile: show the list instead of nothing.
  const gone = Boolean(task) && !chosen && tasks.isSuccess && !tasks.isFetching
  useEffect(() => {
    if (gone) onChange(state, undefined)
  }, [gone, onChange, state])

  const decided = () => {
    const next = all[index + 1] ?? all[index - 1]
    onChange(state, next?.id)
  }

  const tabs = [
    { key: 'open', label: t('task.open'), count: me.data?.open_tasks ?? 0 },
    { key: 'done', label: t('task.done') },
  ]

  return (
    <div className={`inbox ${current && compact ? 'inbox-detail' : ''}`}>
      {!(current && compact) && (
        <section className="inbox-list" aria-label={t('nav.tasks')}>
          <header className="inbox-head">
            <h1>{t('nav.tasks')}</h1>
            <Tabs label={t('nav.tasks')} tabs={tabs} active={state} onChange={(key) => onChange(key === 'done' ? 'done' : 'open', undefined)} />
          </header>
          <div className="inbox-scroll" ref={list}>
            {tasks.error && all.length === 0 ? (
              <LoadError error={tasks.error} retry={() => void tasks.refetch()} />
            ) : tasks.isPending ? (
              <Skeleton rows={8} height={40} />
            ) : all.length === 0 ? (
              <MessagePanel icon="clipboard-check" title={t(state === 'open' ? 'task.none_open' : 'task.none_done')} text={t(state === 'open' ? 'task.none_open_text' : 'task.none_done_text')} />
            ) : (
              all.map((one) => <TaskCard key={one.id} task={one} active={one.id === current?.id} onOpen={() => onChange(state, one.id)} />)
            )}
            {tasks.hasNextPage && (
              <Button className="inbox-more" busy={tasks.isFetchingNextPage} onClick={() => void tasks.fetchNextPage()}>
                {t('action.load_more')}
              </Button>
            )}
          </div>
          {!compact && all.length > 0 && <p className="inbox-keys muted">{t('task.keys')}</p>}
        </section>
      )}
      {current ? (
        <section className="inbox-pane">
          {compact && (
            <header className="inbox-back">
              <IconButton icon="arrow-left" label={t('action.back')} onClick={() => onChange(state, undefined)} />
              <span className="truncate">{current.flow.label}</span>
              <span className="muted">
                {index + 1} / {all.length}
              </span>
            </header>
          )}
          <TaskDetail key={current.id} task={current} onDecided={decided} />
        </section>
      ) : (
        !compact && (
          <section className="inbox-pane">
            <MessagePanel icon="inbox" title={t('task.pick')} />
          </section>
        )
      )}
    </div>
  )
}
