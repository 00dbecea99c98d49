/** Lengths of time in whole seconds, as people type and read them. */

const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(d|day|days|天|日)$/, 86_400],
  [/^(h|hr|hour|hours|时|小时)$/, 3_600],
  [/^(m|min|mins|minute|minutes|分|分钟)$/, 60],
  [/^(s|sec|second|seconds|秒)$/, 1],
]

function unitOf(word: string): number | undefined {
  return UNITS.find(([pattern]) => pattern.test(word))?.[1]
}

/** Reads 1:30, 1:30:15, 1h30m, 1.5h, 90m, 2d 4h, 45s; a plain number counts as minutes. Undefined when it is none of them. */
export function parseDuration(input: string): number | undefined {
  const text = input.normalize('NFKC').trim().toLowerCase()
  const negative = text.startsWith('-')
  const seconds = clockSeconds(text.replace(/^-/, '')) ?? unitSeconds(text.replace(/^-/, ''))
  return seconds === undefined ? undefined : negative && seconds !== 0 ? -seconds : seconds
}

function clockSeconds(text: string): number | undefined {
  const match = /^(\d{1,6}):([0-5]?\d)(?::([0-5]?\d))?$/.exec(text)
  return match ? Number(match[1]) * 3_600 + Number(match[2]) * 60 + Number(match[3] ?? 0) : undefined
}

function unitSeconds(text: string): number | undefined {
  if (/^\d{1,9}$/.test(text)) return Number(text) * 60
  if (!/^(?:\d+(?:\.\d+)?\s*[^\d\s.]+\s*)+$/.test(text)) return undefined
  let sum = 0
  for (const [, number = '', word = ''] of text.matchAll(/(\d+(?:\.\d+)?)\s*([^\d\s.]+)/g)) {
    const unit = unitOf(word)
    if (unit === undefined) return undefined
    sum += Number(number) * unit
  }
  return Math.round(sum)
}

/** As 1:30, with seconds only when there are any. */
export function formatDuration(seconds: number): string {
  const rest = Math.abs(Math.trunc(seconds))
  const two = (number: number) => String(number).padStart(2, '0')
  const short = `${Math.floor(rest / 3_600)}:${two(Math.floor(rest / 60) % 60)}`
  return `${seconds < 0 ? '-' : ''}${short}${rest % 60 === 0 ? '' : `:${two(rest % 60)}`}`
}
