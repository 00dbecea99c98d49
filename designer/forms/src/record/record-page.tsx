import { useState } from 'react'
import { useT } from '@i18n/language'
import { Skeleton } from '@ui/skeleton'
import { Tabs } from '@ui/tabs'
import { useCompact } from '@ui/use-compact'
import { ApprovalPanel } from '../approvals/approval-panel'
import { titleOf } from '../field-view'
import { LoadError } from '../load-error'
import { useObject, useRecord } from '../queries'
import { HistoryPanel } from './history-panel'
import { RecordHeader } from './record-header'
import { RecordSections } from './record-sections'
import { RelatedList } from './related-list'
import './record-page.css'

/** One record: what it says, what belongs to it, how its approval stands and who changed what. */
export function RecordPage({ object, id }: { object: string; id: string }) {
  const t = useT()
  const compact = useCompact()
  const meta = useObject(object)
  const record = useRecord(object, id)
  const [main, setMain] = useState('details')
  const [side, setSide] = useState('approval')

  if (!meta.data || !record.data) {
    const error = meta.error ?? record.error
    if (!error) return <Skeleton rows={9} height={26} />
    return (
      <LoadError
        page
        error={error}
        retry={() => {
          void meta.refetch()
          void record.refetch()
        }}
      />
    )
  }

  const related = meta.data.form.related ?? []
  const hasApproval = Boolean(record.data.approval) || meta.data.flows.length > 0
  const relatedTabs = related.map((list) => ({ key: `${list.object}.${list.field}`, label: list.label }))
  const sideTabs = [...(hasApproval ? [{ key: 'approval', label: t('record.approval') }] : []), { key: 'history', label: t('record.history') }]
  const tabs = [{ key: 'details', label: t('record.details') }, ...relatedTabs, ...(compact ? sideTabs : [])]
  const activeSide = sideTabs.some((tab) => tab.key === side) ? side : 'history'
  const list = related.find((one) => `${one.object}.${one.field}` === main)

  const sidePanel = (which: string) =>
    which === 'approval' ? <ApprovalPanel approval={record.data.approval ?? null} /> : <HistoryPanel object={object} id={id} meta={meta.data} />

  return (
    <div className="record-page">
      <RecordHeader meta={meta.data} record={record.data} />
      <div className="record-body">
        <div className="record-main">
          {tabs.length > 1 && (
            <div className="record-tabs">
              <Tabs label={meta.data.label} tabs={tabs} active={main} onChange={setMain} />
            </div>
          )}
          {list ? (
            <RelatedList key={main} list={list} object={object} id={id} label={titleOf(meta.data.fields, meta.data.title_field, record.data)} />
          ) : compact && main !== 'details' ? (
            <section className="card record-panel">{sidePanel(main)}</section>
          ) : (
            <RecordSections meta={meta.data} record={record.data} />
          )}
        </div>
        {!compact && (
          <aside className="record-side card" aria-label={t('record.side')}>
            <div className="record-side-tabs">
              <Tabs label={t('record.side')} tabs={sideTabs} active={activeSide} onChange={setSide} />
            </div>
            <div className="record-side-body">{sidePanel(activeSide)}</div>
          </aside>
        )}
      </div>
    </div>
  )
}
