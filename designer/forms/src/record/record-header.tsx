import { Link, useNavigate } from '@tanstack/react-router'
import type { ObjectMeta, RecordData } from '@api/types'
import { useT } from '@i18n/language'
import { isEmpty } from '@kinds/field-kind'
import { kindOf } from '@kinds/fields/registry'
import { Icon, iconName } from '@ui/icon'
import { IconButton } from '@ui/icon-button'
import { useCompact } from '@ui/use-compact'
import { ApprovalTag } from '../approvals/approval-tag'
import { titleOf, viewValue } from '../field-view'
import { RecordActions } from './record-actions'
import { StageBar } from './stage-bar'

const KEY_FIELDS = 5

/** Values that take more room than the line below the name has. */
const LONG = new Set(['children', 'file', 'signature', 'tags', 'users', 'many_to_many'])

/** Name, state, the most telling values and what may be done. */
export function RecordHeader({ meta, record }: { meta: ObjectMeta; record: RecordData }) {
  const t = useT()
  const navigate = useNavigate()
  const compact = useCompact()
  const names = meta.views[0]?.columns.map((column) => column.field) ?? []
  const telling = names
    .flatMap((name) => meta.fields.find((field) => field.name === name) ?? [])
    .filter((field) => field.name !== meta.title_field && field.name !== 'approval_state' && !LONG.has(field.type) && !field.options.stages && !field.options.currencies && !kindOf(field.type).wide && !isEmpty(record[field.name]))
    .slice(0, KEY_FIELDS)
  const approval = typeof record['approval_state'] === 'string' ? record['approval_state'] : record.approval?.state
  // A choice below the name mostly is the state of the record and moves with its approval; saying it twice side by side only puzzles. A phone shows no values here.
  const state = compact || !telling.some((field) => field.type === 'select') ? approval : null
  return (
    <header className="record-head">
      <div className="record-head-line">
        <IconButton icon="arrow-left" label={t('record.to_list', { object: meta.label })} onClick={() => void navigate({ to: '/o/$object', params: { object: meta.name } })} />
        <span className="list-icon record-icon">
          <Icon name={iconName(meta.icon)} size={20} />
        </span>
        <div className="record-name">
          <Link to="/o/$object" params={{ object: meta.name }} className="record-object">
            {meta.label}
          </Link>
          <h1 className={compact ? 'record-title' : 'truncate'}>{titleOf(meta.fields, meta.title_field, record)}</h1>
        </div>
        {state && <ApprovalTag state={state} />}
        <RecordActions meta={meta} record={record} />
      </div>
      {meta.fields
        .filter((field) => field.options.stages && !isEmpty(record[field.name]))
        .map((field) => (
          <StageBar key={field.name} meta={meta} record={record} field={field} />
        ))}
      <dl className="record-keys">
        {telling.map((field) => (
          <div key={field.name}>
            <dt>{field.label}</dt>
            <dd className="truncate">{viewValue(field, record[field.name])}</dd>
          </div>
        ))}
      </dl>
    </header>
  )
}
