import { expect, test } from 'vitest'
import { plainText } from '../plain-text'
import { parseBlocks, parseInline } from './markdown'

test('blocks: headings, lists in lists, quotes, code and rules', () => {
  expect(parseBlocks('# A\n\ntext\nmore\n\n- one\n- two\n  1. deep\n\n> said\n\n```\n**raw**\n```\n---')).toEqual([
    { kind: 'heading', level: 1, parts: [{ kind: 'text', text: 'A' }] },
    { kind: 'paragraph', parts: [{ kind: 'text', text: 'text' }, { kind: 'break' }, { kind: 'text', text: 'more' }] },
    {
      kind: 'list',
      ordered: false,
      start: 1,
      items: [
        [{ kind: 'paragraph', parts: [{ kind: 'text', text: 'one' }] }],
        [
          { kind: 'paragraph', parts: [{ kind: 'text', text: 'two' }] },
          { kind: 'list', ordered: true, start: 1, items: [[{ kind: 'paragraph', parts: [{ kind: 'text', text: 'deep' }] }]] },
        ],
      ],
    },
    { kind: 'quote', blocks: [{ kind: 'paragraph', parts: [{ kind: 'text', text: 'said' }] }] },
    { kind: 'code', text: '**raw**' },
    { kind: 'rule' },
  ])
})

test('marks within a line nest, and signs that mark nothing stay', () => {
  expect(parseInline('a **b *c*** `d` ~~e~~ 2*3*4 \\*f')).toEqual([
    { kind: 'text', text: 'a ' },
    { kind: 'strong', parts: [{ kind: 'text', text: 'b ' }, { kind: 'emphasis', parts: [{ kind: 'text', text: 'c' }] }] },
    { kind: 'text', text: ' ' },
    { kind: 'code', text: 'd' },
    { kind: 'text', text: ' ' },
    { kind: 'struck', parts: [{ kind: 'text', text: 'e' }] },
    { kind: 'text', text: ' 2*3*4 ' },
    { kind: 'text', text: '*' },
    { kind: 'text', text: 'f' },
  ])
})

test('only web and mail addresses become links, and tags stay letters', () => {
  expect(parseInline('[x](javascript:alert(1))')).toEqual([{ kind: 'text', text: '[x](javascript:alert(1))' }])
  expect(parseInline('[x](https://a.cn/b)')).toEqual([{ kind: 'link', target: 'https://a.cn/b', parts: [{ kind: 'text', text: 'x' }] }])
  expect(parseInline('见 https://a.cn/b。')[1]).toEqual({ kind: 'link', target: 'https://a.cn/b', parts: [{ kind: 'text', text: 'https://a.cn/b' }] })
  expect(parseInline('<img src=x onerror=alert(1)>')).toEqual([{ kind: 'text', text: '<img src=x onerror=alert(1)>' }])
})

test('texts made to hurt end soon', () => {
  const started = performance.now()
  parseBlocks('>'.repeat(20_000))
  parseBlocks(`${'*'.repeat(5_000)}a`)
  parseBlocks('- '.repeat(5_000))
  expect(performance.now() - started).toBeLessThan(2_000)
})

test('a table cell shows the words without the marks', () => {
  expect(plainText('## 要点\n\n- **交货期** 30 天\n- [官网](https://a.cn)')).toBe('要点 交货期 30 天 官网')
})
