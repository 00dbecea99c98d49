// Filters, sorts and pages the records of the mock.
const plain = (value) => (value && typeof value === 'object' && !Array.isArray(value) ? value.id : value)
const number = (value) => (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value)

function holds(leaf, record, me) {
  const value = plain(record[leaf.field])
  const list = Array.isArray(value) ? value : []
  const empty = value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  const [left, right] = [number(value), number(plain(leaf.value))]
  switch (leaf.op) {
    case 'eq': return left === right
    case 'ne': return left !== right
    case 'lt': return !empty && left < right
    case 'lte': return !empty && left <= right
    case 'gt': return !empty && left > right
    case 'gte': return !empty && left >= right
    case 'between': return !empty && left >= number(leaf.value[0]) && left <= number(leaf.value[1])
    case 'contains': return String(value ?? '').includes(leaf.value)
    case 'starts_with': return String(value ?? '').startsWith(leaf.value)
    case 'in': return leaf.value.map(number).includes(left)
    case 'not_in': return !leaf.value.map(number).includes(left)
    case 'contains_any': return leaf.value.some((one) => list.includes(one))
    case 'contains_all': return leaf.value.every((one) => list.includes(one))
    case 'empty': return empty
    case 'not_empty': return !empty
    case 'me': return value === me
    default: return false
  }
}

const matches = (tree, record, me) =>
  !tree || (tree.and ? tree.and.every((one) => matches(one, record, me)) : tree.or ? tree.or.some((one) => matches(one, record, me)) : tree.not ? !matches(tree.not, record, me) : holds(tree, record, me))

export function list(all, { fields, filter, sort, limit = 50, after, count, search }, view, searchFields, me) {
  const order = sort?.length ? sort : (view?.sort ?? [])
  const rows = all
    .filter((record) => matches(view?.filter, record, me) && matches(filter, record, me))
    .filter((record) => !search || searchFields.some((field) => String(record[field] ?? '').includes(search)))
    .sort((a, b) => {
      for (const { field, direction } of order) {
        const [x, y] = [a, b].map((record) => number(record[field]?.label ?? record[field] ?? ''))
        if (x !== y) return (x < y ? -1 : 1) * (direction === 'desc' ? -1 : 1)
      }
      return 0
    })
  const start = Number(after ?? 0)
  const pick = (record) => Object.fromEntries(['id', 'revision', ...(fields ?? Object.keys(record))].filter((name) => name !== 'lines').map((name) => [name, record[name] ?? null]))
  return { data: rows.slice(start, start + limit).map(pick), next: start + limit < rows.length ? String(start + limit) : null, ...(count === 'exact' ? { count: rows.length } : {}) }
}
