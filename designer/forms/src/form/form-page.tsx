import { Skeleton } from '@ui/skeleton'
import { LoadError } from '../load-error'
import { useObject, useRecord } from '../queries'
import { FormEditor } from './form-editor'

interface Props {
  object: string
  /** None for a new record. */
  id?: string | undefined
  /** Values that a new record starts with, by field. */
  preset?: Record<string, { id: string; label: string }> | undefined
}

/** Loads what a form needs, then hands over to the editor. */
export function FormPage({ object, id, preset }: Props) {
  const meta = useObject(object)
  const record = useRecord(object, id)
  const error = meta.error ?? record.error
  if (error && !(meta.data && (!id || record.data))) {
    return (
      <LoadError
        page
        error={error}
        retry={() => {
          void meta.refetch()
          if (id) void record.refetch()
        }}
      />
    )
  }
  if (!meta.data || (id && !record.data)) return <Skeleton rows={9} height={30} />
  return <FormEditor key={`${object}/${id ?? 'new'}`} meta={meta.data} record={record.data ?? null} preset={preset} />
}
