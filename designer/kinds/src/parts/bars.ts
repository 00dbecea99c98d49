/** Linear codes as a row of modules, 1 for dark; null when the text cannot be written in the code. */
export function barsOf(text: string, symbology: string): string | null {
  if (text === '') return null
  if (symbology === 'ean13') return ean13(text)
  if (symbology === 'code39') return code39(text)
  return code128(text)
}

/** Widths of bars and gaps of the 103 values of Code 128, then start B, start C and stop (ISO/IEC 15417). */
const WIDTHS =
  '212222222122222221121223121322131222122213122312132212221213221312231212112232122132122231113222123122123221223211221132221231213212223112312131311222321122321221312212322112322211212123212321232121111323131123131321112313132113132311211313231113231311112133112331132131113123113321133121313121211331231131213113213311213131311123311321331121312113312311332111314111221411431111111224111422121124121421141122141221112214112412122114122411142112142211241211221114413111241112134111111242121142121241114212124112124211411212421112421211212141214121412121111143111341131141114113114311411113411311113141114131311141411131'
const START_B = '211214'
const START_C = '211232'
const STOP = '2331112'
/** Value that changes between the sets, written in the other one. */
const TO_C = 99
const TO_B = 100

const modules = (widths: string): string => [...widths].map((width, index) => (index % 2 === 0 ? '1' : '0').repeat(Number(width))).join('')

/** Printable ASCII; long runs of digits are packed in pairs. */
function code128(text: string): string | null {
  if (!/^[ -~]+$/.test(text)) return null
  let packed = /^(\d{2}){2,}(\D|$)/.test(text) || /^\d{4}/.test(text)
  const values: number[] = [packed ? 105 : 104]
  let at = 0
  while (at < text.length) {
    const digits = /^\d+/.exec(text.slice(at))?.[0].length ?? 0
    if (packed && digits < 2) {
      values.push(TO_B)
      packed = false
    } else if (!packed && digits >= 6 && digits % 2 === 0) {
      values.push(TO_C)
      packed = true
    } else if (packed) {
      values.push(Number(text.slice(at, at + 2)))
      at += 2
    } else {
      values.push(text.charCodeAt(at) - 32)
      at += 1
    }
  }
  const check = values.reduce((sum, value, index) => sum + value * Math.max(1, index), 0) % 103
  const [start, ...rest] = [...values, check]
  return modules((start === 105 ? START_C : START_B) + rest.map((value) => WIDTHS.slice(value * 6, value * 6 + 6)).join('') + STOP)
}

/** Odd digits of the left half of EAN-13; the even set is its mirror image inverted (ISO/IEC 15420). */
const LEFT = ['0001101', '0011001', '0010011', '0111101', '0100011', '0110001', '0101111', '0111011', '0110111', '0001011']
/** Which digits of the left half are even ones, by the first digit. */
const PARITY = ['000000', '001011', '001101', '001110', '010011', '011001', '011100', '010101', '010110', '011010']

function ean13(text: string): string | null {
  if (!/^\d{13}$/.test(text)) return null
  const digits = [...text].map(Number)
  const sum = digits.reduce((total, digit, index) => total + digit * (index % 2 === 0 ? 1 : 3), 0)
  if (sum % 10 !== 0) return null
  const right = (digit: number) => [...(LEFT[digit] ?? '')].map((module) => (module === '1' ? '0' : '1')).join('')
  const even = (digit: number) => [...right(digit)].reverse().join('')
  const parity = PARITY[digits[0] ?? 0] ?? ''
  const left = digits.slice(1, 7).map((digit, index) => (parity[index] === '1' ? even(digit) : (LEFT[digit] ?? '')))
  return `101${left.join('')}01010${digits.slice(7).map(right).join('')}101`
}

const CODE39 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%*'
/** Nine elements of each character, 1 for wide, as numbers (ISO/IEC 16388). */
const CODE39_WIDE = [
  0x034, 0x121, 0x061, 0x160, 0x031, 0x130, 0x070, 0x025, 0x124, 0x064, 0x109, 0x049, 0x148, 0x019, 0x118, 0x058, 0x00d, 0x10c, 0x04c, 0x01c, 0x103, 0x043, 0x142, 0x013, 0x112, 0x052, 0x007, 0x106, 0x046, 0x016, 0x181, 0x0c1,
  0x1c0, 0x091, 0x190, 0x0d0, 0x085, 0x184, 0x0c4, 0x0a8, 0x0a2, 0x08a, 0x02a, 0x094,
]

function code39(text: string): string | null {
  if (!/^[0-9A-Z\-. $/+%]+$/.test(text)) return null
  const character = (letter: string) => {
    const wide = CODE39_WIDE[CODE39.indexOf(letter)] ?? 0
    return Array.from({ length: 9 }, (_, index) => (index % 2 === 0 ? '1' : '0').repeat((wide >> (8 - index)) & 1 ? 3 : 1)).join('')
  }
  return [...`*${text}*`].map(character).join('0')
}
