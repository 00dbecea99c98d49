import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { qrModules } from './qr'

const rows = (text: string) => qrModules(text)?.map((row) => row.map((dark) => (dark ? '1' : '0')).join(''))
const print = (text: string) => createHash('sha256').update(rows(text)?.join('\n') ?? '').digest('hex').slice(0, 16)

test('the smallest code, module by module', () => {
  expect(rows('A')).toEqual([
    '111111101001001111111',
    '100000101111101000001',
    '101110100010101011101',
    '101110101101101011101',
    '101110100111001011101',
    '100000100101101000001',
    '111111101010101111111',
    '000000001101100000000',
    '101101110011101001011',
    '010110010101111001000',
    '110011101101000001101',
    '101101000001001111100',
    '100111100100100100100',
    '000000001011001001001',
    '111111101001100101000',
    '100000101100000110110',
    '101110100110111110001',
    '101110101111001111110',
    '101110101010101100000',
    '100000100010010100101',
    '111111101000010010000',
  ])
})

// The prints were taken from the codes of the Python package qrcode 8, one per mask; one of the eight must come out.
test.each([
  ['合同编号 HT202611-0001', 1, ['328bc8d5bdabdbfa', '5ba9e022e8dffc95', '589ceb38282d826f', '102967cc4262decf', '376a2f2adaa6f191', 'c18282664e1f4186', 'd9e765049fbdd751', '5dd3f13e7e09e2d6']],
  ['y', 300, ['03b399de36fdd852', 'bba5be6f30ab04e2', '824b95816545595a', 'cc741856f930c447', '6055da93ebdf7dda', 'b6eb0b534da1406d', '697bc8e1734538ba', 'd1f7b06b94db487e']],
  ['z', 900, ['20c9e91270869c43', 'bec57e4f0149382d', '28a0e8d1228d78eb', '89c7a22e685a3e33', '46f4ad61e7c1bad2', '22d51f22b4ee768e', 'bb86b6ca141a7d65', '56755049891d6214']],
])('%s', (text, times, prints) => {
  expect(prints).toContain(print(text.repeat(times)))
})

test('a text that fits in no code has no picture', () => {
  expect(qrModules('x'.repeat(2_331))?.length).toBe(177)
  expect(qrModules('x'.repeat(2_332))).toBeNull()
})
