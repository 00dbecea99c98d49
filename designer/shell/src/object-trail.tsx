import type { Me } from '@api/types'
import { useT } from '@i18n/language'
import { useCompact } from '@ui/use-compact'
import { titleOf } from '@forms/field-view'
import { useObject, useRecord } from '@forms/queries'
import { Trail, type Part } from './trail'

export function ObjectTrail({ me, object, id, path }: { me: Me | undefined; object: string; id: string | undefined; path: string }) {
  const t = useT()
  const compact = useCompact()
  const meta = useObject(object)
  const record = useRecord(object, id)
  const group = me?.apps.flatMap((app) => app.menu.map((one) => ({ label: one.label || app.label, items: one.items }))).find((one) => one.items.some((item) => item.object === object))
  const parts: Part[] = []
  if (group) parts.push({ label: group.label })
  if (meta.data) parts.push({ label: meta.data.label, object })
  if (meta.data && record.data) parts.push({ label: titleOf(meta.data.fields, meta.data.title_field, record.data), object, id })
  if (path.endsWith('/new')) parts.push({ label: t('crumb.new') })
  if (path.endsWith('/edit')) parts.push({ label: t('crumb.edit') })
  const title = parts.at(-1)?.label
  // A phone has room for one part, and the page repeats its own name: the way back to the list, and on the list its group, is worth more there.
  const onList = id === undefined && !path.endsWith('/new')
  const short = onList ? parts.filter((part) => !part.object) : parts.filter((part) => part.object && !part.id)
  return <Trail parts={compact && short.length > 0 ? short : parts} title={title} />
}
