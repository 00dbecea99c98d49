import type { Values } from '@api/records'
import type { ChildMeta, FieldMeta, Me } from '@api/types'
import { Instant } from '@expressions/calendar'
import { fail } from '@expressions/evaluate-error'
import { DEFAULT_OFFSET, type Source } from '@expressions/source'
import { Ref, isList, type Item, type Value } from '@expressions/value'
import { toItem } from './values'

/** A record of a form, or a row of it, as expressions see it. */
export interface Seen {
  fields: readonly FieldMeta[]
  values: Values
  /** The same as it is saved. */
  saved: Values | null
  children: Record<string, ChildMeta>
  rowsOf: (name: string) => readonly Values[]
  /** The record that a row belongs to, under the name of the field that leads there. */
  parent?: { field: string | undefined; seen: Seen }
}

/** Records that references lead to. What is not there yet is asked for, and the expression stays undecided meanwhile. */
export interface RelatedRecords {
  find: (object: string, id: string) => { fields: readonly FieldMeta[]; values: Values } | undefined
}

function read(fields: readonly FieldMeta[], values: Values, name: string): Item {
  const field = fields.find((one) => one.name === name)
  return field ? toItem(field, values[name]) : fail('value_unknown')
}

export function formSource(seen: Seen, me: Me, related: RelatedRecords): Source {
  const column = (fields: readonly FieldMeta[], values: Values, name: string): Value => {
    const item = read(fields, values, name)
    return isList(item) ? fail('value_unknown') : item
  }
  const rows = (name: string) => {
    const field = seen.fields.find((one) => one.name === name)
    const child = seen.children[field?.options.object ?? '']
    return field && child ? { child, rows: seen.rowsOf(name) } : fail('value_unknown')
  }
  const through = (values: Values, names: readonly string[]): Item => {
    const [first = '', second = '', ...more] = names
    if (more.length > 0) return fail('value_unknown')
    if (seen.parent && first === seen.parent.field) return read(seen.parent.seen.fields, seen.parent.seen.values, second)
    const target = read(seen.fields, values, first)
    if (target === null) return null
    const object = seen.fields.find((one) => one.name === first)?.options.object
    const found = target instanceof Ref && object ? related.find(object, target.id) : undefined
    return found ? read(found.fields, found.values, second) : fail('value_unknown')
  }

  return {
    value: ([root = '', ...names]) => {
      if (root === 'user') return ofUser(me, names)
      const values = root === 'old' ? seen.saved : seen.values
      if (values === null) return null
      return names.length === 1 ? read(seen.fields, values, names[0] ?? '') : through(values, names)
    },
    rowCount: ([, name = '']) => rows(name).rows.length,
    rowValues: ([, name = '', columnName = '', ...more]) => {
      if (more.length > 0) return fail('value_unknown')
      const { child, rows: all } = rows(name)
      return all.map((values) => column(child.fields, values, columnName))
    },
    now: new Instant(BigInt(Date.now()) * 1_000n),
    user: me.user.id,
    offsetMinutes: DEFAULT_OFFSET,
    department: me.user.department?.id ?? null,
    hasRole: (role) => me.roles.some((one) => one.name === role),
    // The browser knows neither the tree of departments nor the tables of holidays and rates.
    inDepartment: (department) => department === me.user.department?.id || fail('value_unknown'),
    isWorkingDay: () => fail('value_unknown'),
    rate: () => fail('value_unknown'),
  }
}

function ofUser(me: Me, names: readonly string[]): Item {
  const [name] = names
  if (names.length !== 1) return fail('value_unknown')
  if (name === 'id') return new Ref(me.user.id)
  if (name === 'name') return me.user.name
  if (name === 'login') return me.user.login
  if (name === 'department') return me.user.department ? new Ref(me.user.department.id) : null
  return fail('value_unknown')
}
