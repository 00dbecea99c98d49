// A two-step approval, enough to show every state of the timeline.
import { instances, named, notices, newId, note, tasks, users } from './data.mjs'
import { metaJson } from './model.mjs'

const flow = (language) => ({ name: 'contract_flow', label: language === 'en' ? 'Contract approval' : '合同审批' })

export function instanceJson(instance, user, language) {
  const mine = tasks.find((task) => task.instance === instance.id && task.state === 'open' && task.assignee === user.id)
  return {
    id: instance.id, state: instance.state, flow: flow(language), object: { name: 'contract', label: metaJson('contract', language).label }, record: { id: instance.record.id, label: instance.record.name },
    initiator: named(instance.initiator), started_at: instance.started_at, ended_at: instance.ended_at, can_withdraw: instance.state === 'running' && instance.initiator.id === user.id, my_task: mine?.id ?? null,
    timeline: instance.steps.map((step) => ({ ...step, label: step.label[language === 'en' ? 1 : 0], rule: step.rule ?? null })),
  }
}

export function taskJson(task, language) {
  const instance = instances.get(task.instance)
  const record = instance.record
  const english = language === 'en'
  return {
    ...task, kind: 'approve', flow: flow(language), object: { name: 'contract', label: english ? 'Contract' : '合同' }, record: { id: record.id, label: record.name }, initiator: named(instance.initiator),
    summary: [
      { label: english ? 'Amount' : '合同金额', value: new Intl.NumberFormat(language, { style: 'currency', currency: 'CNY', currencyDisplay: 'narrowSymbol' }).format(record.amount) },
      { label: english ? 'Customer' : '客户', value: record.customer.label },
      { label: english ? 'Signed on' : '签订日期', value: record.signed_on ?? '' },
    ],
  }
}

function end(instance, state) {
  instance.state = state
  instance.ended_at = new Date().toISOString()
  instance.record.approval_state = state
  for (const step of instance.steps) if (step.state !== 'done') step.state = state === 'approved' ? 'done' : 'skipped'
}

export function decide(task, user, decision, comment) {
  const instance = instances.get(task.instance)
  const step = instance.steps.find((one) => one.step === task.step)
  const outcome = decision === 'approve' ? 'approved' : 'rejected'
  Object.assign(step.people.find((one) => one.id === user.id), { outcome, comment: comment || null, at: new Date().toISOString() })
  Object.assign(task, { state: 'done', outcome, closed_at: new Date().toISOString() })
  note('contract', instance.record.id, user, 'approval')
  notices.unshift({ id: newId(), at: new Date().toISOString(), text: `「${instance.record.name}」${outcome === 'approved' ? '已同意' : '已驳回'}`, object: 'contract', record: instance.record.id, read: false })
  step.state = 'done'
  if (outcome === 'rejected') end(instance, 'rejected')
  else if (task.step === 'superior') {
    const next = instance.steps[2]
    next.state = 'current'
    for (const person of next.people) tasks.unshift({ id: newId(), state: 'open', outcome: null, opened_at: new Date().toISOString(), closed_at: null, step: 'director', assignee: person.id, instance: instance.id })
  } else if (instance.steps[2].people.every((one) => one.outcome === 'approved')) end(instance, 'approved')
  else step.state = 'current'
  return instance
}

export function withdraw(instance) {
  end(instance, 'withdrawn')
  for (const task of tasks) if (task.instance === instance.id && task.state === 'open') Object.assign(task, { state: 'done', outcome: 'cancelled', closed_at: new Date().toISOString() })
  return instance
}

export const approvalOf = (record, user, language) => {
  const instance = instances.get(record.instance)
  const base = { flow: 'contract_flow', label: flow(language).label }
  if (!instance) return { ...base, instance: null, state: null, can_submit: true, can_withdraw: false }
  const running = instance.state === 'running'
  return { ...base, instance: instance.id, state: instance.state, can_withdraw: running && instance.initiator.id === user.id, can_submit: !running && instance.state !== 'approved' }
}

export const superior = users[5]
