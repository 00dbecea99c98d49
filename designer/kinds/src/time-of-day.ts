/** Reads 9:05, 09:05:30 and 0905 as `HH:MM:SS`; undefined when it is no time of day. */
export function parseTime(input: string): string | undefined {
  const text = input.normalize('NFKC').trim().replace(/[时点]/g, ':').replace(/分?秒?$/, '').replace(/分/g, ':').replace(/:$/, ':00')
  const match = /^(\d{1,2}):(\d{1,2})(?::(\d{1,2}))?$/.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text)
  if (!match) return undefined
  const [hour, minute, second] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)]
  if (hour > 23 || minute > 59 || second > 59) return undefined
  return [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':')
}

/** Without seconds that are zero. */
export function shortTime(text: string): string {
  return text.replace(/^(\d{2}:\d{2}):00$/, '$1')
}
