import { useParams } from '@tanstack/react-router'
import { RecordPage } from '@forms/record/record-page'

export default function ObjectRecordPage() {
  const { object = '', id = '' } = useParams({ strict: false })
  return <RecordPage key={`${object}/${id}`} object={object} id={id} />
}
