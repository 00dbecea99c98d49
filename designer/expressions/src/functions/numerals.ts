import { absolute, decimalText, isNegative, normalize, truncated, type Decimal } from '../decimal'
import { fail } from '../evaluate-error'

/** A number in everyday Chinese numerals. */

const DIGITS = '零一二三四五六七八九'
const PLACES = ['', '十', '百', '千']
const GROUPS = ['', '万', '亿', '万亿']
/** From ten quadrillion on nothing is written. */
const TOO_MUCH = 10n ** 16n

const digit = (value: bigint | string): string => DIGITS[Number(value)] ?? ''

export function chineseNumber(given: Decimal): string {
  const number = normalize(given)
  const whole = truncated(absolute(number))
  if (whole >= TOO_MUCH) fail('overflow')
  // Ten to nineteen begin with the ten itself.
  const words = inWords(whole).replace(/^一十/, '十')
  const fraction = decimalText(number).split('.')[1]
  return `${isNegative(number) ? '负' : ''}${words}${fraction === undefined ? '' : `点${[...fraction].map(digit).join('')}`}`
}

/** By groups of four digits; one zero stands for any run of zeros within the number. */
function inWords(number: bigint): string {
  if (number === 0n) return digit(0n)
  let text = ''
  let gap = false
  for (let index = GROUPS.length - 1; index >= 0; index -= 1) {
    const group = (number / 10_000n ** BigInt(index)) % 10_000n
    for (let place = PLACES.length - 1; place >= 0; place -= 1) {
      const value = (group / 10n ** BigInt(place)) % 10n
      if (value === 0n) {
        gap ||= text !== ''
        continue
      }
      text += (gap ? digit(0n) : '') + digit(value) + (PLACES[place] ?? '')
      gap = false
    }
    // The group of hundred millions follows by itself when it has digits: ten thousand before it is not said twice.
    if (group > 0n) text += index === 3 && (number / 100_000_000n) % 10_000n > 0n ? '万' : (GROUPS[index] ?? '')
  }
  return text
}
