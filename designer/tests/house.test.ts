import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { sources } from './sources'

/** Who may import whom. A folder that is not named here may not be imported. */
const MAY_IMPORT: Record<string, string[]> = {
  i18n: [],
  expressions: [],
  'api-client': [],
  'ui-kit': ['i18n'],
  kinds: ['i18n', 'api-client', 'ui-kit'],
  forms: ['i18n', 'expressions', 'api-client', 'ui-kit', 'kinds'],
  shell: ['i18n', 'api-client', 'ui-kit', 'kinds', 'forms'],
}
const ALIASES: Record<string, string> = { '@i18n': 'i18n', '@expressions': 'expressions', '@api': 'api-client', '@ui': 'ui-kit', '@kinds': 'kinds', '@forms': 'forms', '@shell': 'shell' }

const all = sources()
const code = all.filter(({ path }) => !/\.test\.tsx?$/.test(path))
const imports = (text: string) => [...text.matchAll(/(?:from\s+|import\s*\(?\s*)'([^']+)'/g)].map((match) => match[1] ?? '')

test('imports follow the layers', () => {
  const wrong = all.flatMap(({ path, text }) => {
    const own = path.split('/')[0] ?? ''
    return imports(text)
      .map((target) => ALIASES[target.split('/')[0] ?? ''])
      .filter((target) => target !== undefined && target !== own && !MAY_IMPORT[own]?.includes(target))
      .map((target) => `${path} -> ${target}`)
  })
  expect(wrong).toEqual([])
})

test('no relative import leaves its package', () => {
  const wrong = all.flatMap(({ path, text }) => {
    const depth = path.split('/').length - 3
    return imports(text).filter((target) => (target.match(/\.\.\//g)?.length ?? 0) > depth && !target.endsWith('kinds.json')).map((target) => `${path} -> ${target}`)
  })
  expect(wrong).toEqual([])
})

test('no import runs in a circle', () => {
  const graph = new Map(code.map(({ path, text }) => [path.replace(/\.tsx?$/, ''), imports(text.replace(/import type[^\n]*\n/g, '').replace(/import\('[^']+'\)/g, '')).map((target) => resolve(path, target))]))
  const done = new Set<string>()
  const walk = (node: string, trail: string[]): string[] | null => {
    if (trail.includes(node)) return [...trail.slice(trail.indexOf(node)), node]
    if (done.has(node)) return null
    for (const next of graph.get(node) ?? []) {
      const circle = walk(next, [...trail, node])
      if (circle) return circle
    }
    done.add(node)
    return null
  }
  for (const node of graph.keys()) expect(walk(node, [])).toBeNull()
})

function resolve(from: string, target: string): string {
  const alias = ALIASES[target.split('/')[0] ?? '']
  if (alias) return [alias, 'src', ...target.split('/').slice(1)].join('/')
  if (!target.startsWith('.')) return target
  return new URL(target, `file:///${from}`).pathname.slice(1)
}

test('files are short, named in kebab case, and hold one component', () => {
  for (const { path, text } of all) {
    expect(text.split('\n').length, path).toBeLessThanOrEqual(300)
    const name = basename(path).replace(/(\.test)?\.tsx?$/, '')
    // Files of kinds carry the key of the kind, which the server writes with underscores.
    expect(name, path).toMatch(path.includes('kinds/src/fields/') ? /^[a-z][a-z0-9_]*$/ : /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    const components = text.match(/^(export )?(default )?(function|const) [A-Z][a-z]\w*\s*(=\s*(memo|\()|\()/gm) ?? []
    if (path.endsWith('.tsx') && !path.includes('.test.')) expect(components.length, path).toBeLessThanOrEqual(1)
  }
})

test('no any, no suppressed error, no default export outside of pages', () => {
  for (const { path, text } of code) {
    expect(/(:|as|<|,|\|)\s*any\b/.test(text.replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, '').replace(/'[^'\n]*'/g, '')), path).toBe(false)
    expect(/@ts-(ignore|expect-error|nocheck)/.test(text), path).toBe(false)
    if (!path.startsWith('shell/src/pages/')) expect(/^export default/m.test(text), path).toBe(false)
  }
})

test('no text for people stands in the code', () => {
  for (const { path, text } of code) {
    // What functions of the language answer in Chinese is their result, not a text of the app.
    if (/i18n\/src\/(zh-cn(-inputs|-pages)?|language)\.ts$|expressions\/src\/functions\//.test(path)) continue
    const bare = text.replace(/\/\*[^]*?\*\//g, '').replace(/\/\/[^\n]*/g, '').replace(/\/(?![*/])(?:\\.|\[[^\]]*\]|[^/\n])+\/[gimu]*/g, '')
    expect(/[\u4e00-\u9fff]/.test(bare), path).toBe(false)
  }
})
