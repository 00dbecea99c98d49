import type { Values } from '@api/records'
import type { ChildMeta, FieldMeta, FieldValue, LiveExpression, Me, Problem, RecordRule, StageMeta } from '@api/types'
import type { CheckedExpression } from '@expressions/ast'
import { evaluate } from '@expressions/evaluate'
import { EvaluateError } from '@expressions/evaluate-error'
import type { Source } from '@expressions/source'
import type { Value } from '@expressions/value'
import { cellPlace, type FieldState } from '../form/field-state'
import { RULE_CODES, type FormStore } from '../form/form-store'
import type { Row } from '../form/rows'
import { formSource, type Seen } from './form-source'
import { LoadedRecords } from './related-records'
import { fromValue } from './values'

/** More rounds than a chain of formulas in one record has links. */
const ROUNDS = 12

/** Follows the conditions, formulas and rules of a form while somebody fills it in. The server judges again when saving. */
export class LiveRules {
  private readonly store: FormStore
  private readonly me: Me
  private readonly related: LoadedRecords
  private computedAt = -1

  constructor(store: FormStore, me: Me) {
    this.store = store
    this.me = me
    this.related = new LoadedRecords(() => this.follow(true))
  }

  /** Brings everything up to what the form holds now. Formulas only after an edit: what the server computed stays. */
  follow(always = false): void {
    if (always || this.computedAt !== this.store.editCount()) {
      this.computedAt = this.store.editCount()
      this.compute()
    }
    this.conditions()
    this.mended()
  }

  /** The rules that the record or one of its rows breaks, each at its place. */
  broken(): { rule: RecordRule; path: string }[] {
    const { store } = this
    const record = this.seen()
    const operation = store.saved() ? 'update' : 'create'
    const found = this.brokenIn(store.meta.rules, record, operation, '')
    for (const { field, child, rows } of this.tables()) {
      rows.forEach((row, index) => {
        found.push(...this.brokenIn(child.rules, this.rowSeen(record, field, child, row), row.id === undefined ? 'create' : 'update', `/${field.name}/${index}`))
      })
    }
    return found
  }

  /** Shows the rules that somebody breaks at the field just left. */
  left(name: string): void {
    const path = `/${name}`
    const broken = this.broken().filter((one) => one.path === path)
    this.store.setBroken(path, broken.map(({ rule }) => problemOf(rule, path)))
  }

  /** Takes away the rules that hold again. */
  private mended(): void {
    const shown = this.store.allProblems().filter(({ problem }) => problem.code === RULE_CODES.error || problem.code === RULE_CODES.warning)
    if (shown.length === 0) return
    const broken = this.broken()
    for (const path of new Set(shown.map((one) => one.path))) {
      const names = shown.filter((one) => one.path === path).map((one) => one.problem.params?.['rule'])
      const still = broken.filter((one) => (one.path || '/') === path && names.includes(one.rule.name))
      this.store.setBroken(path, still.map(({ rule }) => problemOf(rule, path)))
    }
  }

  private brokenIn(rules: readonly RecordRule[] | undefined, seen: Seen, operation: RecordRule['on'][number], prefix: string) {
    const source = formSource(seen, this.me, this.related)
    return (rules ?? [])
      .filter((rule) => rule.on.includes(operation) && this.says(rule.condition, source) === false)
      .map((rule) => ({ rule, path: rule.field === null ? prefix : `${prefix}/${rule.field}` }))
  }

  private conditions(): void {
    const record = this.seen()
    const saved = this.store.saved()
    this.states(record, saved ? { ...record, values: saved } : null, (name) => name)
    for (const { field, child, rows } of this.tables()) {
      for (const row of rows) {
        const seen = this.rowSeen(record, field, child, row)
        this.states(seen, seen.saved ? { ...seen, values: seen.saved } : null, (name) => cellPlace(field.name, row.key, name))
      }
    }
  }

  /** Whether a field keeps its value is for the saved record to say: otherwise one change could unlock another. */
  private states(seen: Seen, saved: Seen | null, place: (name: string) => string): void {
    const now = formSource(seen, this.me, this.related)
    const before = saved && formSource(saved, this.me, this.related)
    const entered = enteredStages(seen, saved)
    for (const field of seen.fields) {
      const rules = field.rules ?? {}
      const visible = !rules.visible || this.says(rules.visible, now) !== false
      const asked = entered.some((stage) => stage.required?.includes(field.name) || stage.deliverables?.includes(field.name))
      const state: FieldState = {
        visible,
        required: visible && (asked || (rules.required !== undefined && this.says(rules.required, now) === true)),
        readOnly: before !== null && rules.read_only !== undefined && this.says(rules.read_only, before) === true,
      }
      this.store.setState(place(field.name), state)
    }
  }

  /** Formulas of rows, then of the record, again until nothing changes. */
  private compute(): void {
    for (let round = 0; round < ROUNDS; round += 1) {
      const record = this.seen()
      const computed: Values = this.formulas(record)
      for (const { field, child, rows } of this.tables()) {
        if (!child.fields.some((one) => one.rules?.formula)) continue
        computed[field.name] = rows.map((row): FieldValue => this.formulas(this.rowSeen(record, field, child, row))) as FieldValue
      }
      if (!this.store.applyComputed(computed)) return
    }
  }

  private formulas(seen: Seen): Values {
    const source = formSource(seen, this.me, this.related)
    const values: Values = {}
    for (const field of seen.fields) {
      if (!field.computed || !field.rules?.formula) continue
      const value = this.value(field.rules.formula, source)
      const written = value === undefined ? undefined : fromValue(field, value)
      if (written !== undefined) values[field.name] = written
    }
    return values
  }

  private says(expression: LiveExpression, source: Source): boolean | undefined {
    const value = this.value(expression, source)
    return typeof value === 'boolean' ? value : undefined
  }

  /** Nothing when the browser cannot tell. */
  private value(expression: LiveExpression, source: Source): Value | undefined {
    try {
      return evaluate(expression as unknown as CheckedExpression, source)
    } catch (error) {
      if (error instanceof EvaluateError) return undefined
      throw error
    }
  }

  private tables(): { field: FieldMeta; child: ChildMeta; rows: readonly Row[] }[] {
    const { meta } = this.store
    return meta.fields.flatMap((field) => {
      const child = field.type === 'children' ? meta.children[field.options.object ?? ''] : undefined
      return child ? [{ field, child, rows: this.store.getRows(field.name) }] : []
    })
  }

  private seen(): Seen {
    const { store } = this
    const values = Object.fromEntries(store.meta.fields.map((field) => [field.name, store.suggestion(field.name)]))
    return { fields: store.meta.fields, values, saved: store.saved(), children: store.meta.children, rowsOf: (name) => store.getRows(name).map((row) => row.values) }
  }

  private rowSeen(parent: Seen, field: FieldMeta, child: ChildMeta, row: Row): Seen {
    const stored = parent.saved?.[field.name]
    const saved = Array.isArray(stored) ? stored.find((one) => one && typeof one === 'object' && !Array.isArray(one) && one['id'] === row.id && row.id !== undefined) : undefined
    return { fields: child.fields, values: row.values, saved: saved && typeof saved === 'object' && !Array.isArray(saved) ? saved : null, children: {}, rowsOf: () => [], parent: { field: field.options.field, seen: parent } }
  }
}

/** The stages that saving would enter: what they ask for is required then. */
function enteredStages(seen: Seen, saved: Seen | null): StageMeta[] {
  return seen.fields.flatMap((field) => {
    const stage = seen.values[field.name]
    if (!field.options.stages || stage === (saved?.values[field.name] ?? null)) return []
    return field.options.stages.find((one) => one.value === stage) ?? []
  })
}

export function problemOf(rule: RecordRule, path: string): Problem {
  return { code: RULE_CODES[rule.severity], path, message: rule.message ?? rule.name, params: { rule: rule.name } }
}
