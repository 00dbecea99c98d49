import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import type { TaskState } from '@api/approvals'
import { InboxPage } from '@forms/approvals/inbox-page'
import { tasksRoute } from '../routes'

export default function TasksPage() {
  const { state, task } = tasksRoute.useSearch()
  const navigate = useNavigate()
  const onChange = useCallback(
    (next: TaskState, id: string | undefined) => void navigate({ to: '/tasks', search: { state: next === 'done' ? 'done' : undefined, task: id } }),
    [navigate],
  )
  return <InboxPage state={state ?? 'open'} task={task} onChange={onChange} />
}
