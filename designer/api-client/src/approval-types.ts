import type { Named, NamedDocument } from './types'

/** The shapes of approvals and notices. */

export interface Task {
  id: string
  kind: string
  state: string
  outcome: string | null
  opened_at: string
  closed_at: string | null
  flow: NamedDocument
  object: NamedDocument
  record: Named
  initiator: Named
  summary: SummaryLine[]
  instance?: string
}

/** A fact about the record behind a task; the value is plain text, which its type says how to show. */
export interface SummaryLine {
  label: string
  value: string | null
  type?: string
}

export interface TaskPage {
  data: Task[]
  next: string | null
}

export interface TimelinePerson {
  id: string
  label: string
  outcome: string | null
  comment: string | null
  at: string | null
  reason?: string | null
}

export interface TimelineStep {
  step: string
  /** Start and end usually have none. */
  label: string | null
  kind: 'start' | 'approve' | 'cc' | 'end'
  state: 'done' | 'current' | 'waiting' | 'skipped'
  rule?: 'any' | 'all' | null
  people: TimelinePerson[]
  at: string | null
}

export interface Instance {
  id: string
  state: string
  flow: NamedDocument
  object: NamedDocument | string
  record: Named
  initiator: Named
  started_at: string
  ended_at: string | null
  can_withdraw: boolean
  my_task: string | null
  timeline: TimelineStep[]
}

export interface Notice {
  id: string
  at: string
  text: string
  object: string | null
  record: string | null
  read: boolean
}
