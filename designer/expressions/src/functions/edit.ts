import type { Arguments } from '../arguments'
import { fail } from '../evaluate-error'
import { LIMITS } from '../limits'
import { byteLength, type Value } from '../value'
import type { FunctionTable } from './function'
import { changed, countOf } from './text'

/** Changing text: replacing, filling up, hiding, and the width of signs. */
export const editFunctions: FunctionTable = {
  SUBSTITUTE: { eager: substitute },
  REPLACE: { eager: replace },
  PADLEFT: { eager: (args) => padded(args, true) },
  PADRIGHT: { eager: (args) => padded(args, false) },
  MASK: { eager: mask },
  DIGITS: { eager: (args) => changed(args, (text) => text.replace(/[^0-9]/g, '')) },
  HALFWIDTH: { eager: (args) => changed(args, (text) => shifted(text.replace(/\u3000/g, ' '), /[\uff01-\uff5e]/g, -WIDTH)) },
  FULLWIDTH: { eager: (args) => changed(args, (text) => shifted(text, /[!-~]/g, WIDTH).replace(/ /g, '\u3000')) },
}

/** From a plain sign to its full-width form. */
const WIDTH = 0xfee0

function shifted(text: string, signs: RegExp, by: number): string {
  return text.replace(signs, (sign) => String.fromCharCode(sign.charCodeAt(0) + by))
}

function substitute(args: Arguments): Value {
  const [text, part] = [args.text(0), args.text(1)]
  if (text === null || part === null) return text
  const other = args.text(2) ?? ''
  const parts = text.split(part)
  return (parts.length - 1) * byteLength(other) > LIMITS.textBytes ? fail('text_too_long') : args.made(parts.join(other))
}

function replace(args: Arguments): Value {
  const [text, first, number] = [args.text(0), args.number(1), args.number(2)]
  if (text === null || first === null || number === null) return null
  const characters = [...text]
  const before = Math.max(0, countOf(first) - 1)
  return args.made(characters.slice(0, before).join('') + (args.text(3) ?? '') + characters.slice(before + countOf(number)).join(''))
}

function padded(args: Arguments, left: boolean): Value {
  const [text, length] = [args.text(0), args.number(1)]
  const fill = args.count > 2 ? args.text(2) : ' '
  if (text === null || length === null || fill === null) return null
  const missing = Math.max(0, countOf(length) - [...text].length)
  if (missing > LIMITS.textBytes) return fail('text_too_long')
  const signs = [...fill]
  const filling = Array.from({ length: missing }, (_, index) => signs[index % signs.length]).join('')
  return args.made(left ? filling + text : text + filling)
}

function mask(args: Arguments): Value {
  const [text, first, last] = [args.text(0), args.number(1), args.number(2)]
  if (text === null || first === null || last === null) return null
  const characters = [...text]
  const [shown, tail] = [countOf(first), Math.max(0, characters.length - countOf(last))]
  return args.made(characters.map((character, place) => (place >= shown && place < tail ? '*' : character)).join(''))
}
