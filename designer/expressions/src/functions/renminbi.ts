import { absolute, round, type Decimal } from '../decimal'
import { fail } from '../evaluate-error'

/** An amount in Chinese capitals, as cheques and contracts want it. */

const DIGITS = '零壹贰叁肆伍陆柒捌玖'
const PLACES = ['', '拾', '佰', '仟']
const GROUPS = ['', '万', '亿', '万亿']
/** From ten quadrillion yuan on nothing is written. */
const TOO_MUCH = 10n ** 16n

const digit = (number: bigint): string => DIGITS[Number(number)] ?? ''

export function renminbiCapital(amount: Decimal): string {
  const cents = round(absolute(amount), 2, 'half_away')
  const all = cents.digits * 10n ** BigInt(2 - cents.scale)
  const [yuan, jiao, fen] = [all / 100n, (all / 10n) % 10n, all % 10n]
  if (yuan >= TOO_MUCH) fail('overflow')
  const sign = amount.digits < 0n && all > 0n ? '负' : ''
  const whole = yuan > 0n || all === 0n ? `${wholeText(yuan)}元` : ''
  return sign + whole + fractionText(yuan, jiao, fen)
}

function fractionText(yuan: bigint, jiao: bigint, fen: bigint): string {
  if (jiao === 0n && fen === 0n) return '整'
  if (fen === 0n) return `${digit(jiao)}角整`
  if (jiao > 0n) return `${digit(jiao)}角${digit(fen)}分`
  return `${yuan === 0n ? '' : '零'}${digit(fen)}分`
}

/** A whole number by groups of four digits. One zero stands for any run of zeros within the number. */
function wholeText(number: bigint): string {
  if (number === 0n) return digit(0n)
  let text = ''
  let gap = false
  for (let index = GROUPS.length - 1; index >= 0; index -= 1) {
    const group = (number / 10_000n ** BigInt(index)) % 10_000n
    if (group === 0n) {
      gap ||= text !== ''
      continue
    }
    for (let place = PLACES.length - 1; place >= 0; place -= 1) {
      const one = (group / 10n ** BigInt(place)) % 10n
      if (one === 0n) {
        gap ||= text !== ''
        continue
      }
      text += (gap ? digit(0n) : '') + digit(one) + (PLACES[place] ?? '')
      gap = false
    }
    // The group of hundred millions follows by itself when it has digits: ten thousand before it is not said twice.
    text += index === 3 && (number / 100_000_000n) % 10_000n > 0n ? '万' : (GROUPS[index] ?? '')
    // The zeros that end a group are only heard when the next group starts with digits.
    const below = index > 0 ? (number / 10_000n ** BigInt(index - 1)) % 10_000n : 0n
    gap = below > 0n && (below < 1_000n || group % 10n === 0n)
  }
  return text
}
