import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Ast, RowsPath, Type } from './ast'
import { Day, Instant, dayText, instantText, isoWeekday, parseDay, parseInstant } from './calendar'
import { Decimal, decimalText, normalize, parseDecimal } from './decimal'
import { EvaluateError } from './evaluate-error'
import { evaluate } from './evaluate'
import { DEFAULT_OFFSET, type Source } from './source'
import { Ref, isList, type Item, type Value } from './value'

/** The cases of tests/vectors/README.md, which the server's evaluator wrote. */
interface Case {
  text: string
  type: Type
  ast: Ast
  rows?: RowsPath[]
  results: (Json | { error: string })[]
}

type Json = null | boolean | number | string | Json[]

interface World {
  now: string
  user: string
  department: string
  roles: string[]
  holidays: string[]
  worked: string[]
  rates: { from: string; to: string; since: string; rate: string }[]
  names: { path: string; type: Type | 'rows'; values: Json[] }[]
}

const FOLDER = join(import.meta.dirname, '../../../tests/vectors/expressions')
const read = <T>(name: string): T => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as T
const world = read<World>('world.json')
const names = new Map(world.names.map((name) => [name.path, name]))

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the vectors hold what cannot be read')
  return value
}

function valueOf(type: Type | 'rows', json: Json | undefined): Item {
  if (json === null || json === undefined) return null
  if (Array.isArray(json)) return json.map((one) => valueOf(typeof type === 'object' ? type.list : type, one) as Value)
  if (type === 'number' || type === 'duration') return known(parseDecimal(String(json)))
  if (type === 'date') return known(parseDay(String(json)))
  if (type === 'datetime') return known(parseInstant(String(json)))
  if (type === 'record') return new Ref(String(json))
  return json as string | boolean
}

function sample(record: number): Source {
  const held = (path: readonly string[]): Item => {
    const name = names.get(path.join('.'))
    return name ? valueOf(name.type, name.values[record]) : null
  }
  return {
    value: held,
    rowCount: (path) => Number(names.get(path.join('.'))?.values[record] ?? 0),
    rowValues: (path) => {
      const values = held(path)
      return isList(values) ? values : []
    },
    now: known(parseInstant(world.now)),
    user: world.user,
    offsetMinutes: DEFAULT_OFFSET,
    department: world.department,
    hasRole: (role) => world.roles.includes(role),
    inDepartment: (id) => id === world.department,
    isWorkingDay: (day) => world.worked.includes(dayText(day)) || (isoWeekday(day) < 6 && !world.holidays.includes(dayText(day))),
    rate: (from, to, day) => {
      const found = world.rates.filter((one) => one.from === from && one.to === to && known(parseDay(one.since)).number <= day.number).at(-1)
      return found ? known(parseDecimal(found.rate)) : null
    },
  }
}

function written(value: Value): Json {
  if (value instanceof Decimal) return decimalText(normalize(value))
  if (value instanceof Day) return dayText(value)
  if (value instanceof Instant) return instantText(value)
  return value instanceof Ref ? value.id : value
}

function result(one: Case, record: number): Case['results'][number] {
  try {
    return written(evaluate({ ast: one.ast, rows: one.rows ?? [] }, sample(record)))
  } catch (error) {
    if (error instanceof EvaluateError) return { error: error.code }
    throw error
  }
}

test.each(['examples.json', 'functions.json', 'mixed.json'])('%s: every case gives what the server answers', { timeout: 60_000 }, (file) => {
  const cases = read<Case[]>(file)
  const wrong = cases.flatMap((one) =>
    one.results.flatMap((expected, record) => {
      const found = result(one, record)
      return JSON.stringify(found) === JSON.stringify(expected) ? [] : [`${one.text} over record ${record}: ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`]
    }),
  )
  expect(wrong.slice(0, 20)).toEqual([])
  expect(cases.length).toBeGreaterThan(100)
})
