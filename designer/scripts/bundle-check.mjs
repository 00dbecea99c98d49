// Fails the build when a first-paint route became too heavy or drags in what does not belong there.
// Bytes are exact and the same on every machine, unlike times.
import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const LIMIT_KB = 150
const STYLE_LIMIT_KB = 20
// Entry, language and page, and a handful shared by them; the script in index.html that sets the theme counts as well.
const SCRIPT_FILES = 8
const ENTRY = 'index.html'
// Every route is a lazy page, the sign-in page too: whoever is signed in does not need it.
const ROUTES = { 'sign-in': 'sign-in', workbench: 'workbench', list: 'list', record: 'record', form: 'form', inbox: 'inbox' }
const LOCALES = ['i18n/src/zh-cn.ts', 'i18n/src/en.ts']
const FORBIDDEN = /node_modules\/(antd|@ant-design|rc-[^/]+|@xyflow|echarts)\/|-designer\/|editor-kit\//

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))

function closure(key, found = new Set()) {
  if (found.has(key)) return found
  const chunk = manifest[key]
  if (!chunk) throw new Error(`bundle-check: no chunk named ${key}`)
  found.add(key)
  for (const next of chunk.imports ?? []) closure(next, found)
  return found
}

const gzipKb = (file) => gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length / 1024

/** The files of a route: entry, page, and the larger of the two languages, since one of them is always loaded. */
function measure(page) {
  const keys = closure(ENTRY)
  if (page) closure(`shell/src/pages/${page}.tsx`, keys)
  const locale = Math.max(...LOCALES.map((key) => gzipKb(manifest[key].file)))
  const scripts = [...new Set([...keys].map((key) => manifest[key].file))]
  const styles = [...new Set([...keys].flatMap((key) => manifest[key].css ?? []))]
  const sum = (files) => files.reduce((total, file) => total + gzipKb(file), 0)
  return { keys, scripts: sum(scripts) + locale, styles: sum(styles), scriptFiles: scripts.length + 2, files: scripts.length + 2 + styles.length }
}

const problems = []
console.log('route       js gz KB  css gz KB  js files  files')
for (const [route, page] of Object.entries(ROUTES)) {
  const { keys, scripts, styles, scriptFiles, files } = measure(page)
  console.log(`${route.padEnd(10)}${scripts.toFixed(1).padStart(10)}${styles.toFixed(1).padStart(11)}${String(scriptFiles).padStart(10)}${String(files).padStart(7)}`)
  if (scripts > LIMIT_KB) problems.push(`${route}: ${scripts.toFixed(1)} KB of scripts, at most ${LIMIT_KB}`)
  if (styles > STYLE_LIMIT_KB) problems.push(`${route}: ${styles.toFixed(1)} KB of styles, at most ${STYLE_LIMIT_KB}`)
  if (scriptFiles > SCRIPT_FILES) problems.push(`${route}: ${scriptFiles} script files, at most ${SCRIPT_FILES}`)
  const sources = new Set([...keys].flatMap((key) => JSON.parse(readFileSync(new URL('.vite/modules.json', dist), 'utf8'))[manifest[key].file] ?? []))
  for (const source of sources) if (FORBIDDEN.test(source)) problems.push(`${route}: loads ${source}`)
}
if (problems.length > 0) {
  console.error(`bundle-check failed:\n  ${problems.join('\n  ')}`)
  process.exit(1)
}
