import { errorBytes } from './reed-solomon'

/** QR codes (ISO/IEC 18004) in byte mode with error correction M, versions 1 to 40. */

/** Error bytes per block and number of blocks, by version. */
const BLOCKS: readonly (readonly [number, number])[] = [
  [10, 1], [16, 1], [26, 1], [18, 2], [24, 2], [16, 4], [18, 4], [22, 4], [22, 5], [26, 5],
  [30, 5], [22, 8], [22, 9], [24, 9], [24, 10], [28, 10], [28, 11], [26, 13], [26, 14], [26, 16],
  [26, 17], [28, 17], [28, 18], [28, 20], [28, 21], [28, 23], [28, 25], [28, 26], [28, 28], [28, 29],
  [28, 31], [28, 33], [28, 35], [28, 37], [28, 38], [28, 40], [28, 43], [28, 45], [28, 47], [28, 49],
]
const FORMAT_MASK = 0x5412
/** Level M is 00 in the format bits. */
const LEVEL = 0

type Grid = (boolean | null)[][]

function alignmentPlaces(version: number): number[] {
  if (version === 1) return []
  const count = Math.floor(version / 7) + 2
  const step = version === 32 ? 26 : Math.ceil((version * 4 + 4) / (count * 2 - 2)) * 2
  return [6, ...Array.from({ length: count - 1 }, (_, index) => version * 4 + 10 - index * step).reverse()]
}

/** Data modules of a version: all without the patterns. */
function capacityBits(version: number): number {
  const aligned = Math.floor(version / 7) + 2
  const patterns = version >= 2 ? (25 * aligned - 10) * aligned - 55 + (version >= 7 ? 36 : 0) : 0
  return (16 * version + 128) * version + 64 - patterns
}

function dataBytes(version: number): number {
  const [error, blocks] = BLOCKS[version - 1] ?? [0, 0]
  return Math.floor(capacityBits(version) / 8) - error * blocks
}

/** The message with its header and padding, as bytes. */
function encode(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = []
  const put = (value: number, length: number) => {
    for (let index = length - 1; index >= 0; index -= 1) bits.push((value >> index) & 1)
  }
  put(0b0100, 4)
  put(bytes.length, version < 10 ? 8 : 16)
  for (const byte of bytes) put(byte, 8)
  const room = dataBytes(version) * 8
  put(0, Math.min(4, room - bits.length))
  while (bits.length % 8 !== 0) bits.push(0)
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) put(pad, 8)
  return Array.from({ length: bits.length / 8 }, (_, index) => bits.slice(index * 8, index * 8 + 8).reduce((byte, bit) => byte * 2 + bit, 0))
}

/** Blocks with their error bytes, woven into each other. */
function woven(data: readonly number[], version: number): number[] {
  const [error, count] = BLOCKS[version - 1] ?? [0, 1]
  const short = Math.floor(data.length / count)
  const longer = data.length % count
  let at = 0
  const blocks = Array.from({ length: count }, (_, index) => {
    const block = data.slice(at, (at += short + (index >= count - longer ? 1 : 0)))
    return { block, check: errorBytes(block, error) }
  })
  const columns = (lists: number[][]) => Array.from({ length: Math.max(...lists.map((list) => list.length)) }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat()
  return [...columns(blocks.map((one) => one.block)), ...columns(blocks.map((one) => one.check))]
}

/** The remainder of a number over GF(2), for the format and version bits. */
function remainderBits(value: number, generator: number, length: number): number {
  let rest = value << length
  for (let bit = 31 - length; bit >= 0; bit -= 1) if ((rest >>> (bit + length)) & 1) rest ^= generator << bit
  return rest
}

function square(grid: Grid, row: number, column: number, reach: number, dark: (distance: number) => boolean): void {
  for (let y = -reach; y <= reach; y += 1) {
    for (let x = -reach; x <= reach; x += 1) {
      const line = grid[row + y]
      if (line && column + x >= 0 && column + x < line.length) line[column + x] = dark(Math.max(Math.abs(x), Math.abs(y)))
    }
  }
}

function patterns(version: number): Grid {
  const size = version * 4 + 17
  const grid: Grid = Array.from({ length: size }, () => Array.from({ length: size }, () => null))
  const put = (row: number, column: number, dark: boolean) => {
    const line = grid[row]
    if (line) line[column] = dark
  }
  for (let index = 8; index < size - 8; index += 1) {
    put(6, index, index % 2 === 0)
    put(index, 6, index % 2 === 0)
  }
  for (const [row, column] of [[3, 3], [3, size - 4], [size - 4, 3]] as const) square(grid, row, column, 4, (distance) => distance !== 2 && distance !== 4)
  const places = alignmentPlaces(version)
  for (const row of places) {
    for (const column of places) {
      const atFinder = (row === 6 && column === 6) || (row === 6 && column === size - 7) || (row === size - 7 && column === 6)
      if (!atFinder) square(grid, row, column, 2, (distance) => distance !== 1)
    }
  }
  if (version >= 7) {
    const bits = (version << 12) | remainderBits(version, 0x1f25, 12)
    for (let index = 0; index < 18; index += 1) {
      const dark = ((bits >> index) & 1) === 1
      put(Math.floor(index / 3), size - 11 + (index % 3), dark)
      put(size - 11 + (index % 3), Math.floor(index / 3), dark)
    }
  }
  return grid
}

function putFormat(grid: Grid, mask: number): void {
  const size = grid.length
  const value = (LEVEL << 3) | mask
  const bits = ((value << 10) | remainderBits(value, 0x537, 10)) ^ FORMAT_MASK
  const put = (row: number, column: number, index: number) => {
    const line = grid[row]
    if (line) line[column] = ((bits >> index) & 1) === 1
  }
  for (let index = 0; index < 15; index += 1) {
    put(index < 6 ? index : index < 8 ? index + 1 : size - 15 + index, 8, index)
    put(8, index < 8 ? size - 1 - index : index === 8 ? 7 : 14 - index, index)
  }
  const line = grid[size - 8]
  if (line) line[8] = true
}

const MASKS: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
]

/** Lays the bits in pairs of columns from the right, up and down in turn. */
function filled(base: Grid, bytes: readonly number[], mask: number): boolean[][] {
  const reserved = base.map((row) => [...row])
  putFormat(reserved, mask)
  const size = base.length
  const grid = reserved.map((row) => row.map((dark) => dark === true))
  let bit = 0
  for (let right = size - 1; right > 0; right -= right === 8 ? 3 : 2) {
    for (let step = 0; step < size; step += 1) {
      const row = ((right + 1) & 2) === 0 ? size - 1 - step : step
      for (const column of [right, right - 1]) {
        if (reserved[row]?.[column] !== null) continue
        const dark = (((bytes[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1
        bit += 1
        const line = grid[row]
        if (line) line[column] = dark !== (MASKS[mask]?.(row, column) ?? false)
      }
    }
  }
  return grid
}

/** How hard a pattern is to read: runs, blocks, finder look-alikes and an unequal number of dark modules. */
function penalty(grid: boolean[][]): number {
  const size = grid.length
  let sum = 0
  const rows = grid.map((row) => row.map((dark) => (dark ? '1' : '0')).join(''))
  const columns = rows.map((_, index) => rows.map((row) => row[index]).join(''))
  for (const line of [...rows, ...columns]) {
    for (const run of line.match(/0{5,}|1{5,}/g) ?? []) sum += run.length - 2
    for (let at = 0; at <= size - 11; at += 1) if (['10111010000', '00001011101'].includes(line.slice(at, at + 11))) sum += 40
  }
  for (let row = 0; row < size - 1; row += 1) {
    for (let column = 0; column < size - 1; column += 1) {
      const dark = grid[row]?.[column]
      if (dark === grid[row]?.[column + 1] && dark === grid[row + 1]?.[column] && dark === grid[row + 1]?.[column + 1]) sum += 3
    }
  }
  const share = rows.join('').replace(/0/g, '').length / (size * size)
  return sum + Math.floor(Math.abs(share - 0.5) * 20) * 10
}

/** The modules of a code, true for dark, without the quiet zone; null when the text is too long. */
export function qrModules(text: string): boolean[][] | null {
  const bytes = new TextEncoder().encode(text)
  const version = Array.from({ length: 40 }, (_, index) => index + 1).find((one) => bytes.length + (one < 10 ? 2 : 3) <= dataBytes(one))
  if (version === undefined) return null
  const words = woven(encode(bytes, version), version)
  const base = patterns(version)
  const drawn = MASKS.map((_, mask) => filled(base, words, mask))
  return drawn.reduce((best, one) => (penalty(one) < penalty(best) ? one : best))
}
