import { expect, test } from 'vitest'
import { applyCommand } from './text-marks'

test('marks around a selection come and go', () => {
  const once = applyCommand('bold', { text: 'a b c', from: 2, to: 3 })
  expect(once).toEqual({ text: 'a **b** c', from: 4, to: 5 })
  expect(applyCommand('bold', once)).toEqual({ text: 'a b c', from: 2, to: 3 })
})

test('marks of lines cover whole lines, replace each other, and go again', () => {
  const list = applyCommand('list', { text: 'one\ntwo', from: 1, to: 5 })
  expect(list.text).toBe('- one\n- two')
  const numbers = applyCommand('numbers', list)
  expect(numbers.text).toBe('1. one\n2. two')
  expect(applyCommand('numbers', numbers).text).toBe('one\ntwo')
})

test('a link takes the selection as its name, or as its address', () => {
  expect(applyCommand('link', { text: '官网', from: 0, to: 2 })).toEqual({ text: '[官网](https://)', from: 13, to: 13 })
  expect(applyCommand('link', { text: 'https://a.cn', from: 0, to: 12 }).text).toBe('[](https://a.cn)')
})
