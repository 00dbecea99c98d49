import { expect, test } from 'vitest'
import { add, compareDecimals, decimalText, divide, multiply, normalize, parseDecimal, power, remainder, round, roundedTo, squareRoot, type Decimal, type Rounding } from './decimal'

const number = (text: string): Decimal => {
  const read = parseDecimal(text)
  if (!read) throw new Error(text)
  return read
}
/** The result as text, or the word of the error. */
const shown = (compute: () => Decimal) => {
  try {
    return decimalText(normalize(compute()))
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}
const LARGEST = '9999999999999999999999999999'

// The same cases as in engine/expressions/src/exact.rs.
test.each([
  ['0.1', '0.2', '0.3'],
  [LARGEST, '1', 'overflow'],
  [LARGEST, '0.1', 'overflow'],
  ['9999999999999999.999999999999', '0.000000000001', '10000000000000000'],
  ['5', '-5.0', '0'],
])('%s + %s', (one, two, sum) => expect(shown(() => add(number(one), number(two)))).toBe(sum))

test.each([
  ['0.000001', '0.0000005', '0.000000000001'],
  ['0.000001', '-0.0000005', '-0.000000000001'],
  ['0.000001', '0.00000049', '0'],
  ['1234567890123456.789012345678', '1.000000000001', '1234567890124691.356902469135'],
  ['302231454903657.293676544', '302231454903657.293676544', 'overflow'],
  ['1237940039285380274899.124224', '244.140625', '302231454903657293676544'],
  ['100000000000000', '100000000000000', 'overflow'],
  ['-3', '0', '0'],
])('%s * %s', (one, two, product) => expect(shown(() => multiply(number(one), number(two)))).toBe(product))

test.each([
  ['1', '3', '0.333333333333'],
  ['2', '3', '0.666666666667'],
  ['-2', '3', '-0.666666666667'],
  ['2', '-3', '-0.666666666667'],
  ['0.000000000001', '2', '0.000000000001'],
  ['0.000000000001', '2.000000000001', '0'],
  ['1000000000000000000000000000', '0.1', 'overflow'],
  ['1', '0.000000000003', '333333333333.333333333333'],
])('%s / %s', (one, two, quotient) => expect(shown(() => divide(number(one), number(two)))).toBe(quotient))

test.each([
  ['2.5', '1', '3 2 3 2 3 2'],
  ['-2.5', '1', '-3 -2 -3 -2 -2 -3'],
  ['3.5', '1', '4 4 4 3 4 3'],
  ['0.4', '1', '0 0 1 0 1 0'],
  ['7', '2.5', '7.5 7.5 7.5 5 7.5 5'],
  ['1250', '100', '1300 1200 1300 1200 1300 1200'],
])('%s to multiples of %s', (one, unit, all) => {
  const roundings: Rounding[] = ['half_away', 'half_even', 'away', 'zero', 'up', 'down']
  expect(roundings.map((rounding) => shown(() => roundedTo(number(one), number(unit), rounding))).join(' ')).toBe(all)
})

test('rounds to decimals, tens and hundreds', () => {
  expect(shown(() => round(number('1.005'), 2, 'half_away'))).toBe('1.01')
  expect(shown(() => round(number('-1250'), -2, 'half_away'))).toBe('-1300')
  expect(shown(() => round(number('5.123456789012'), -40, 'half_away'))).toBe('0')
  expect(shown(() => round(number('5.5'), 40, 'half_away'))).toBe('5.5')
})

test('powers and roots', () => {
  expect(shown(() => power(number('1.05'), 3) ?? number('0'))).toBe('1.157625')
  expect(shown(() => power(number('2'), -2) ?? number('0'))).toBe('0.25')
  expect(power(number('0'), -1)).toBeNull()
  expect(shown(() => squareRoot(number('2')))).toBe('1.414213562373')
  expect(shown(() => squareRoot(number('3')))).toBe('1.732050807569')
  expect(shown(() => squareRoot(number(LARGEST)))).toBe('100000000000000')
})

test('remainders keep the sign of the first, and equal numbers may be written differently', () => {
  expect(shown(() => remainder(number('-7.5'), number('2')))).toBe('-1.5')
  expect(compareDecimals(number('1.50'), number('1.5'))).toBe(0)
  expect(shown(() => number('0.0000000000005'))).toBe('0.000000000001')
})
