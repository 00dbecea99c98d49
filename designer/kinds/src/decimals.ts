/** Exact decimal texts. Money never passes through a floating point number. */

/** Reads what people type or paste: full-width digits, thousands separators, currency and percent signs. Null when it is no number. */
export function readDecimal(input: string): string | null {
  const text = input
    .normalize('NFKC')
    .replace(/[,\s¥$€£%元]/g, '')
    .replace(/。/g, '.')
  const negative = /^\((.+)\)$/.exec(text)
  const plain = negative ? `-${negative[1]}` : text.replace(/^\+/, '')
  const match = /^(-?)(\d*)(?:\.(\d*))?$/.exec(plain)
  if (!match || ((match[2] ?? '') === '' && (match[3] ?? '') === '')) return null
  const whole = (match[2] ?? '').replace(/^0+(?=\d)/, '') || '0'
  const fraction = match[3] ?? ''
  return `${match[1] ?? ''}${whole}${fraction === '' ? '' : `.${fraction}`}`
}

/** Fills the fraction up to `scale` digits; more digits are left for the server to refuse. */
export function padDecimal(text: string, scale: number): string {
  const [whole = '0', fraction = ''] = text.split('.')
  if (fraction.length >= scale) return text
  return `${whole}.${fraction.padEnd(scale, '0')}`
}

/** The exact sum; texts that are no numbers count as nothing. */
export function sumDecimals(values: readonly string[]): string {
  const numbers = values.filter((value) => /^-?\d+(\.\d+)?$/.test(value))
  const scale = Math.max(0, ...numbers.map((value) => value.split('.')[1]?.length ?? 0))
  let sum = 0n
  for (const value of numbers) {
    const [whole = '0', fraction = ''] = value.split('.')
    sum += BigInt(whole + fraction.padEnd(scale, '0'))
  }
  const digits = (sum < 0n ? -sum : sum).toString().padStart(scale + 1, '0')
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`
  return sum < 0n ? `-${text}` : text
}
