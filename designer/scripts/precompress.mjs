// Writes .br and .gz beside every text file of the build, so that the server only hands out files.
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url).pathname
const TEXT = new Set(['.js', '.css', '.html', '.svg', '.json'])
const SMALLEST = 512

let count = 0
for (const entry of readdirSync(dist, { recursive: true })) {
  const path = join(dist, String(entry))
  if (String(entry).startsWith('.vite') || !TEXT.has(extname(path)) || statSync(path).size < SMALLEST) continue
  const content = readFileSync(path)
  writeFileSync(`${path}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } }))
  writeFileSync(`${path}.gz`, gzipSync(content, { level: 9 }))
  count += 1
}
console.log(`compressed ${count} files`)
