import { fail } from './evaluate-error'

/** Exact numbers: at most 28 digits, at most 12 of them after the point. Every operation gives the exact result, or the exact result rounded once, half away from zero, to 12 decimals; what has more digits is an overflow. */
export class Decimal {
  readonly digits: bigint
  readonly scale: number

  /** For results of this module only: everything else goes through `kept`. */
  constructor(digits: bigint, scale: number) {
    this.digits = digits
    this.scale = scale
  }
}

/** Digits after the point that a number keeps. */
export const DECIMALS = 12
/** A number without its point is below this: 28 digits. */
const LIMIT = 10n ** 28n

/** How a number between two multiples of a unit goes to one of them; `up` and `down` are towards the larger and the smaller. */
export type Rounding = 'half_away' | 'half_even' | 'away' | 'zero' | 'up' | 'down'

export const ZERO = new Decimal(0n, 0)
export const ONE = new Decimal(1n, 0)

export function powerOfTen(places: number): bigint {
  return 10n ** BigInt(places)
}

function magnitude(digits: bigint): bigint {
  return digits < 0n ? -digits : digits
}

/** The quotient of two integers, rounded; the divisor is above zero. */
function divideInteger(digits: bigint, divisor: bigint, rounding: Rounding): bigint {
  const quotient = digits / divisor
  const rest = magnitude(digits % divisor)
  if (rest === 0n) return quotient
  const negative = digits < 0n
  const twice = rest * 2n
  const next =
    rounding === 'away' ||
    (rounding === 'down' && negative) ||
    (rounding === 'up' && !negative) ||
    (rounding === 'half_away' && twice >= divisor) ||
    (rounding === 'half_even' && (twice > divisor || (twice === divisor && quotient % 2n !== 0n)))
  return next ? quotient + (negative ? -1n : 1n) : quotient
}

/** The number with these digits: rounded to 12 decimals when it has more. */
export function kept(digits: bigint, scale: number): Decimal {
  const number = normalize(scale > DECIMALS ? new Decimal(divideInteger(digits, powerOfTen(scale - DECIMALS), 'half_away'), DECIMALS) : new Decimal(digits, scale))
  return magnitude(number.digits) < LIMIT ? number : fail('overflow')
}

export function fromInteger(number: number | bigint): Decimal {
  return new Decimal(BigInt(number), 0)
}

/** Reads `-12.50`; undefined when the text is no plain number. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text)
  if (!match) return undefined
  const fraction = match[3] ?? ''
  const digits = BigInt((match[2] ?? '') + fraction)
  return kept(match[1] === '-' ? -digits : digits, fraction.length)
}

/** As text with all its digits. */
export function decimalText({ digits, scale }: Decimal): string {
  const text = magnitude(digits).toString().padStart(scale + 1, '0')
  const plain = scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`
  return digits < 0n ? `-${plain}` : plain
}

/** Without the zeros at the end of the fraction. */
export function normalize(number: Decimal): Decimal {
  let { digits, scale } = number
  while (scale > 0 && digits % 10n === 0n) {
    digits /= 10n
    scale -= 1
  }
  return scale === number.scale ? number : new Decimal(digits, scale)
}

function aligned(one: Decimal, two: Decimal): [bigint, bigint, number] {
  const scale = Math.max(one.scale, two.scale)
  return [one.digits * powerOfTen(scale - one.scale), two.digits * powerOfTen(scale - two.scale), scale]
}

export function add(one: Decimal, two: Decimal): Decimal {
  const [left, right, scale] = aligned(one, two)
  return kept(left + right, scale)
}

export function negate(number: Decimal): Decimal {
  return new Decimal(-number.digits, number.scale)
}

export function subtract(one: Decimal, two: Decimal): Decimal {
  return add(one, negate(two))
}

export function multiply(one: Decimal, two: Decimal): Decimal {
  return kept(one.digits * two.digits, one.scale + two.scale)
}

/** The quotient; the divisor is not zero. */
export function divide(one: Decimal, two: Decimal): Decimal {
  const sign = two.digits < 0n ? -1n : 1n
  const [left, right] = aligned(one, two)
  return kept(divideInteger(sign * left * powerOfTen(DECIMALS), sign * right, 'half_away'), DECIMALS)
}

/** The remainder with the sign of the first; the divisor is not zero. */
export function remainder(one: Decimal, two: Decimal): Decimal {
  const [left, right, scale] = aligned(one, two)
  return kept(left % right, scale)
}

export function compareDecimals(one: Decimal, two: Decimal): number {
  const [left, right] = aligned(one, two)
  return left < right ? -1 : left > right ? 1 : 0
}

export function isZero(number: Decimal): boolean {
  return number.digits === 0n
}

export function isNegative(number: Decimal): boolean {
  return number.digits < 0n
}

export function absolute(number: Decimal): Decimal {
  return new Decimal(magnitude(number.digits), number.scale)
}

/** The multiple of a unit that a number goes to; the unit is larger than zero. */
export function roundedTo(number: Decimal, unit: Decimal, rounding: Rounding): Decimal {
  const [whole, step] = aligned(number, unit)
  return multiply(kept(divideInteger(whole, step, rounding), 0), unit)
}

/** Rounded to a number of decimals; below zero to tens, hundreds and so on. */
export function round(number: Decimal, decimals: number, rounding: Rounding): Decimal {
  const places = Math.max(-28, Math.min(DECIMALS, decimals))
  if (places >= number.scale) return number
  const digits = divideInteger(number.digits, powerOfTen(number.scale - places), rounding)
  return places >= 0 ? kept(digits, places) : kept(digits * powerOfTen(-places), 0)
}

/** Without its fraction. */
export function truncated(number: Decimal): bigint {
  return number.digits / powerOfTen(number.scale)
}

export function isWhole(number: Decimal): boolean {
  return number.digits % powerOfTen(number.scale) === 0n
}

/** The product of so many of it, rounded after every factor; below zero one over that, and nothing for one over zero. */
export function power(base: Decimal, exponent: number): Decimal | null {
  let product = ONE
  for (let factor = 0; factor < Math.abs(exponent); factor += 1) product = multiply(product, base)
  if (exponent >= 0) return product
  return isZero(product) ? null : divide(ONE, product)
}

/** The root, rounded to 12 decimals; the number is not negative. */
export function squareRoot(number: Decimal): Decimal {
  const wanted = number.digits * powerOfTen(2 * DECIMALS - number.scale)
  let low = 0n
  let high = powerOfTen(2 * DECIMALS + 3)
  while (high - low > 1n) {
    const middle = (low + high) / 2n
    if (middle * middle <= wanted) low = middle
    else high = middle
  }
  // Past the middle between two whole numbers, which a whole number's root never hits.
  return kept(low * (low + 1n) < wanted ? low + 1n : low, DECIMALS)
}
