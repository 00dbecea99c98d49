import { beforeAll, expect, test } from 'vitest'
import { loadLanguage } from '@i18n/language'
import { parseTable, pasteProblems, pasteTable } from './paste'
import { sampleMeta } from './sample-meta'

beforeAll(() => loadLanguage('zh-CN'))

const columns = () => sampleMeta().children['line']?.fields.filter((field) => field.name !== 'contract') ?? []
let next = 0
const newRow = () => ({ key: `n${(next += 1)}`, values: {} })

test('reads what spreadsheets put on the clipboard', () => {
  expect(parseTable('a\tb\r\nc\td\r\n')).toEqual([['a', 'b'], ['c', 'd']])
  expect(parseTable('"两\n行"\t"引""号"\n')).toEqual([['两\n行', '引"号']])
  expect(parseTable('a\t\n\tb')).toEqual([['a', ''], ['', 'b']])
})

test('fills cells by type, adds rows, and leaves computed columns alone', async () => {
  const rows = [{ key: 'r', values: { product: '甲', quantity: 1, price: '1', amount: '1' } }]
  const result = await pasteTable(rows, columns(), { row: 0, column: 1 }, [['2', '1,000', '999'], ['3', '￥5.5', '']], newRow, 500)
  expect(result.rows.map((row) => row.values)).toEqual([
    { product: '甲', quantity: 2, price: '1000', amount: '1' },
    { quantity: 3, price: '5.5' },
  ])
  expect(result.cells).toBe(4)
  expect(rows[0]?.values['quantity']).toBe(1)
})

test('names every cell that cannot be read', async () => {
  const result = await pasteTable([], columns(), { row: 0, column: 0 }, [['甲', 'abc', '1']], newRow, 500)
  expect(result.failures).toEqual([{ row: 0, column: 'quantity', text: 'abc' }])
  expect(pasteProblems('lines', result.failures)[0]).toMatchObject({ path: '/lines/0/quantity', message: '无法识别「abc」' })
})

test('stops at the largest number of rows', async () => {
  expect((await pasteTable([], columns(), { row: 0, column: 0 }, [['a'], ['b'], ['c']], newRow, 2)).rows).toHaveLength(2)
})
