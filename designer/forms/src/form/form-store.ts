import type { Problem, FieldMeta, FieldValue, ObjectMeta, RecordData } from '@api/types'
import { newId } from '@api/client'
import type { Values } from '@api/records'
import { kindOf } from '@kinds/fields/registry'
import { OPEN_STATE, sameState, type FieldState } from './field-state'
import { readRows, rowToWrite, sameValue, toWrite, type Row } from './rows'

/** The document that a form edits. Each field is watched on its own: a key press renders one input, not the form. */
export class FormStore {
  readonly meta: ObjectMeta
  private values: Values = {}
  private rows = new Map<string, Row[]>()
  private baseline: Values = {}
  private problems = new Map<string, Problem[]>()
  /** What stands in an input and is no value yet; it holds the whole form back. */
  private readonly held = new Map<string, Problem>()
  private readonly states = new Map<string, FieldState>()
  private stored: Values | null = null
  private suggested: Values = {}
  private edits = 0
  private leaving: ((name: string) => void) | null = null
  private readonly listeners = new Map<string, Set<() => void>>()
  private stamp = 0

  constructor(meta: ObjectMeta, record: RecordData | Values) {
    this.meta = meta
    this.load(record)
  }

  /** Starts over from what the server has. */
  load(record: RecordData | Values): void {
    for (const field of this.meta.fields) {
      if (field.type === 'children') this.rows.set(field.name, readRows(record[field.name]))
      else this.values[field.name] = record[field.name] ?? null
    }
    this.stored = typeof record['id'] === 'string' ? record : null
    this.edits += 1
    this.problems.clear()
    this.held.clear()
    this.markSaved()
    for (const field of this.meta.fields) this.notify(field.name)
  }

  markSaved(): void {
    this.baseline = Object.fromEntries(this.meta.fields.map((field) => [field.name, this.written(field)]))
    this.notify('*')
  }

  get(name: string): FieldValue {
    return this.values[name]
  }

  /** What the server would put into a field that comes with another one and was left blank. */
  suggestion(name: string): FieldValue {
    return this.values[name] ?? this.suggested[name]
  }

  getRows(name: string): readonly Row[] {
    return this.rows.get(name) ?? NO_ROWS
  }

  set(name: string, value: FieldValue): void {
    this.values[name] = value
    this.edits += 1
    this.problems.delete(`/${name}`)
    this.held.delete(`/${name}`)
    this.notify(name)
  }

  /** Keeps the form from being sent until the next change of the field or cell. */
  hold(path: string, message: string): void {
    this.held.set(path, { code: 'held', path, message })
    this.notify(path.split('/')[1] ?? '*')
  }

  /** The record as it is saved; null for a new one. */
  saved(): Values | null {
    return this.stored
  }

  /** Rises when somebody edits, not when computed values arrive. */
  editCount(): number {
    return this.edits
  }

  /** What holds of a field at the moment; a cell is named by the key of its row. */
  stateOf(place: string): FieldState {
    return this.states.get(place) ?? OPEN_STATE
  }

  setState(place: string, state: FieldState): void {
    if (sameState(this.stateOf(place), state)) return
    this.states.set(place, state)
    this.notify(place.split('/')[0] ?? '*')
  }

  /** Replaces the rows. Problems stay only with rows that kept their place. */
  setRows(name: string, rows: Row[]): void {
    this.edits += 1
    const before = this.getRows(name)
    this.rows.set(name, rows)
    for (const path of [...this.problems.keys()]) {
      const index = new RegExp(`^/${name}(?:/(\\d+)|$)`).exec(path)
      if (!index) continue
      const place = Number(index[1] ?? -1)
      if (place < 0 || before[place]?.key !== rows[place]?.key) this.problems.delete(path)
    }
    this.notify(name)
  }

  setCell(name: string, key: string, column: string, value: FieldValue): void {
    const rows = this.getRows(name)
    const index = rows.findIndex((row) => row.key === key)
    this.edits += 1
    this.problems.delete(`/${name}/${index}/${column}`)
    this.held.delete(`/${name}/${index}/${column}`)
    this.rows.set(name, rows.map((row) => (row.key === key ? { ...row, values: { ...row.values, [column]: value } } : row)))
    this.notify(name)
  }

  /** Takes over computed values; what people type meanwhile is never touched. True when one of them is new. */
  applyComputed(computed: Values): boolean {
    let changed = false
    for (const field of this.meta.fields) {
      const value = computed[field.name]
      if (field.companion_of && !field.computed && !sameValue(value, this.suggested[field.name])) {
        this.suggested[field.name] = value
        changed = true
        this.notify(field.name)
      } else if (field.type === 'children' && Array.isArray(value)) changed = this.applyComputedRows(field, value) || changed
      else if (field.computed && value !== undefined && !sameValue(value, this.values[field.name])) {
        this.values[field.name] = value
        changed = true
        this.notify(field.name)
      }
    }
    return changed
  }

  private applyComputedRows(field: FieldMeta, computed: readonly FieldValue[]): boolean {
    const names = this.meta.children[field.options.object ?? '']?.fields.filter((one) => one.computed).map((one) => one.name) ?? []
    let changed = false
    const rows = this.getRows(field.name).map((row, index) => {
      const fresh = computed[index]
      if (!fresh || typeof fresh !== 'object' || Array.isArray(fresh)) return row
      const different = names.filter((name) => fresh[name] !== undefined && !sameValue(fresh[name], row.values[name]))
      if (different.length === 0) return row
      changed = true
      return { ...row, values: { ...row.values, ...Object.fromEntries(different.map((name) => [name, fresh[name]])) } }
    })
    if (!changed) return false
    this.rows.set(field.name, rows)
    this.notify(field.name)
    return true
  }

  setProblems(problems: readonly Problem[]): void {
    this.problems.clear()
    for (const problem of problems) {
      const path = problem.path.startsWith('/') ? problem.path : `/${problem.path}`
      this.problems.set(path, [...(this.problems.get(path) ?? []), problem])
    }
    for (const field of this.meta.fields) this.notify(field.name)
  }

  problemAt(path: string): Problem | undefined {
    return this.held.get(path) ?? this.problems.get(path)?.[0]
  }

  allProblems(): { path: string; problem: Problem }[] {
    const held = [...this.held].map(([path, problem]) => ({ path, problem }))
    return [...held, ...[...this.problems].flatMap(([path, list]) => list.map((problem) => ({ path, problem })))]
  }

  /** Somebody has left a field. */
  leave(name: string): void {
    this.leaving?.(name)
  }

  whenLeft(listener: ((name: string) => void) | null): void {
    this.leaving = listener
  }

  isHeld(): boolean {
    return this.held.size > 0
  }

  /** Shows which rules are broken at a place, or that none is any more; other problems of the place stay. */
  setBroken(path: string, problems: readonly Problem[]): void {
    const before = this.problems.get(path) ?? []
    const next = [...before.filter((one) => !isRule(one)), ...problems]
    if (next.length === before.length && next.every((one, index) => one.message === before[index]?.message)) return
    if (next.length === 0) this.problems.delete(path)
    else this.problems.set(path, next)
    this.notify(path.split('/')[1] || '*')
  }

  isDirty(): boolean {
    return this.changedFields().length > 0
  }

  /** What a create sends: everything writable that holds something. */
  createBody(): Values {
    return this.body(this.writable().filter((field) => !sameValue(this.written(field), null) && !sameValue(this.written(field), [])))
  }

  /** What an update sends: only what was changed. */
  changes(): Values {
    return this.body(this.changedFields())
  }

  /** What the server computes with: also rows that were not changed. */
  computeBody(): Values {
    return this.body(this.writable())
  }

  /** Rises with every change; watched by what depends on the whole document. */
  version = (): number => this.stamp

  subscribe(name: string, listener: () => void): () => void {
    const set = this.listeners.get(name) ?? new Set()
    this.listeners.set(name, set)
    set.add(listener)
    return () => set.delete(listener)
  }

  newRow(name: string): Row {
    const field = this.meta.fields.find((one) => one.name === name)
    const fields = this.meta.children[field?.options.object ?? '']?.fields ?? []
    return { key: newId(), values: Object.fromEntries(fields.map((one) => [one.name, one.default ?? null])) }
  }

  private writable(): FieldMeta[] {
    return this.meta.fields.filter((field) => field.writable && !field.computed && !field.system)
  }

  private changedFields(): FieldMeta[] {
    return this.writable().filter((field) => {
      const [before, now] = [this.baseline[field.name], this.written(field)]
      // A secret that stays is not written at all; one that is taken away is written as nothing.
      return now !== undefined && (before === undefined || !sameValue(now, before))
    })
  }

  private body(fields: readonly FieldMeta[]): Values {
    return Object.fromEntries(fields.map((field) => [field.name, this.written(field)] as const).filter(([, value]) => value !== undefined))
  }

  private written(field: FieldMeta): FieldValue {
    if (field.type !== 'children') return toWrite(kindOf(field.type), this.values[field.name])
    const child = this.meta.children[field.options.object ?? '']
    return this.getRows(field.name).map((row) => rowToWrite(row, child?.fields ?? [], field.options.field))
  }

  private notify(name: string): void {
    this.stamp += 1
    for (const listener of this.listeners.get(name) ?? []) listener()
    if (name !== '*') for (const listener of this.listeners.get('*') ?? []) listener()
  }
}

/** Codes of rules that a record breaks; the server uses the same. */
export const RULE_CODES = { error: 'rule_violated', warning: 'rule_warning' } as const
const isRule = (problem: Problem) => problem.code === RULE_CODES.error || problem.code === RULE_CODES.warning

const NO_ROWS: readonly Row[] = []
