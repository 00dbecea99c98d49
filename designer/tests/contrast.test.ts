import { expect, test } from 'vitest'
import { readText } from './sources'

type Theme = Record<string, string>

function themes(): Record<string, Theme> {
  const css = readText('ui-kit/src/tokens.css')
  const block = (name: string): Theme => {
    const body = new RegExp(`data-theme='${name}'\\] \\{([^}]+)\\}`).exec(css)?.[1] ?? ''
    return Object.fromEntries([...body.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map((match) => [match[1] ?? '', match[2] ?? '']))
  }
  return { light: block('light'), dark: block('dark') }
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function ratio(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

const GROUNDS = ['bg', 'surface', 'surface-2', 'hover']
const PAIRS: [string, string][] = [
  ...['text', 'text-2', 'text-3', 'accent-text'].flatMap((text) => GROUNDS.map((ground): [string, string] => [text, ground])),
  ...['danger', 'warning', 'success', 'info', 'purple', 'cyan', 'orange'].flatMap((tone): [string, string][] => [[tone, `${tone}-soft`], [tone, 'surface']]),
  ['text-2', 'gray-soft'],
  ['text-2', 'accent-soft'],
  ['accent-text', 'accent-soft'],
  ['text', 'accent-soft'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-hover'],
  ['on-danger', 'danger'],
]

test.each(Object.entries(themes()))('text of the %s theme is readable on its ground (AA)', (_, theme) => {
  const weak = PAIRS.filter(([text, ground]) => ratio(theme[text] ?? '#000000', theme[ground] ?? '#000000') < 4.5)
  expect(weak).toEqual([])
})
