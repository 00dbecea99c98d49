import { expect, test } from 'vitest'
import { en } from './en'
import { zhCn } from './zh-cn'

const parameters = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort()

test('both languages have the same keys and no empty text', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zhCn).sort())
  for (const text of [...Object.values(en), ...Object.values(zhCn)]) expect(text.trim()).not.toBe('')
})

test('a text uses the same parameters in both languages', () => {
  for (const [key, text] of Object.entries(zhCn)) expect(parameters(en[key as keyof typeof en]), key).toEqual(parameters(text))
})

test('English texts hold no Chinese', () => {
  for (const [key, text] of Object.entries(en)) expect(/[\u4e00-\u9fff]/.test(text), key).toBe(false)
})
