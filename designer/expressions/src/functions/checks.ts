import type { Arguments } from '../arguments'
import { dayOf, type Day } from '../calendar'
import type { Value } from '../value'
import { numberIn } from './format'
import type { FunctionTable } from './function'

/** Checks of form. They tell whether a text could be one, not whether it exists. */
export const checkFunctions: FunctionTable = {
  ISEMAIL: { eager: (args) => tells(args, isEmail) },
  ISMOBILE: { eager: (args) => tells(args, (text) => /^1[3-9][0-9]{9}$/.test(text)) },
  ISURL: { eager: (args) => tells(args, (text) => /^https?:\/\/[^/?#]/.test(text) && !/\p{White_Space}/u.test(text)) },
  ISNUMBER: { eager: (args) => tells(args, (text) => numberIn(text) !== null) },
  ISDIGITS: { eager: (args) => tells(args, (text) => /^[0-9]+$/.test(text)) },
  ISIDCARD: { eager: (args) => tells(args, (text) => identityDay(text) !== null) },
  IDBIRTHDAY: {
    eager: (args) => {
      const text = args.text(0)
      return text === null ? null : identityDay(text)
    },
  },
  ISCREDITCODE: { eager: (args) => tells(args, isCreditCode) },
}

function tells(args: Arguments, test: (text: string) => boolean): Value {
  const text = args.text(0)
  return text !== null && test(text)
}

function isEmail(text: string): boolean {
  const [name = '', ...rest] = text.split('@')
  const host = rest.join('@')
  const plain = (part: string) => /^[!-~]*$/.test(part) && !/[@,;<>"()]/.test(part)
  const labels = host.split('.')
  return name !== '' && plain(name) && plain(host) && labels.length > 1 && labels.every((label) => label !== '')
}

const IDENTITY_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const IDENTITY_CHECKS = '10X98765432'

/** GB 11643: region, day of birth, order, check digit by ISO 7064 MOD 11-2. Gives the day. */
function identityDay(text: string): Day | null {
  if (!/^[0-9]{17}[0-9Xx]$/.test(text)) return null
  const sum = IDENTITY_WEIGHTS.reduce((total, weight, index) => total + weight * Number(text[index]), 0)
  if (text.slice(17).toUpperCase() !== IDENTITY_CHECKS[sum % 11]) return null
  const year = Number(text.slice(6, 10))
  return year < 1800 ? null : (dayOf(year, Number(text.slice(10, 12)), Number(text.slice(12, 14))) ?? null)
}

const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const CREDIT_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** GB 32100: seventeen signs and a check sign, MOD 31. */
function isCreditCode(text: string): boolean {
  const values = [...text].map((sign) => (/^[0-9A-Za-z]$/.test(sign) ? CREDIT_SIGNS.indexOf(sign.toUpperCase()) : -1))
  if (values.length !== 18 || values.some((value) => value < 0)) return false
  const sum = CREDIT_WEIGHTS.reduce((total, weight, index) => total + weight * (values[index] ?? 0), 0)
  return (31 - (sum % 31)) % 31 === values[17]
}
