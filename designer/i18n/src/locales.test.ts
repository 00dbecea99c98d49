import { expect, test } from 'vitest'
import { en } from './en'
import { enPages } from './en-pages'
import { zhCn } from './zh-cn'
import { zhCnPages } from './zh-cn-pages'

/** What travels with every page, and what travels with few. */
const pairs: [chinese: Record<string, string>, english: Record<string, string>][] = [
  [zhCn, en],
  [zhCnPages, enPages],
]

const parameters = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

test('both languages have the same keys and no empty text', () => {
  for (const [chinese, english] of pairs) {
    expect(Object.keys(english).sort()).toEqual(Object.keys(chinese).sort())
    for (const text of [...Object.values(english), ...Object.values(chinese)]) expect(text.trim()).not.toBe('')
  }
})

test('a text uses the same parameters in both languages', () => {
  for (const [chinese, english] of pairs) {
    for (const [key, text] of Object.entries(chinese)) expect(parameters(english[key] ?? ''), key).toEqual(parameters(text))
  }
})

test('English texts hold no Chinese', () => {
  for (const [, english] of pairs) for (const [key, text] of Object.entries(english)) expect(/[\u4e00-\u9fff]/.test(text), key).toBe(false)
})
