/** Days as `2026-11-21`: sortable text without a time zone. */

export function dayText(year: number, month: number, day: number): string {
  return new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10)
}

export function today(now = new Date()): string {
  return dayText(now.getFullYear(), now.getMonth(), now.getDate())
}

export function addDays(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return dayText(year, month - 1, date + count)
}

/** Reads what people type: 2026-11-21, 2026/11/21, 2026.11.21, 2026年11月21日, 20261121, 11/21/2026, 11-21 (this year). Null when it is no day. */
export function parseDay(text: string, thisYear = new Date().getFullYear()): string | null {
  const clean = text.trim().replace(/[年月/.]/g, '-').replace(/日$/, '')
  const match = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(clean) ?? /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(clean)
  const american = /^(\d{1,2})-(\d{1,2})-(\d{4})$/.exec(clean)
  if (american) return parseDay(`${american[3]}-${american[1]}-${american[2]}`)
  const short = /^(\d{1,2})-(\d{1,2})$/.exec(clean)
  const [year, month, day] = match ? [Number(match[1]), Number(match[2]), Number(match[3])] : short ? [thisYear, Number(short[1]), Number(short[2])] : [0, 0, 0]
  if (year < 1 || month < 1 || month > 12 || day < 1) return null
  const result = dayText(year, month - 1, day)
  // 31 April would roll over into May.
  return Number(result.slice(8)) === day ? result : null
}

/** The local day and time of an instant, `2026-11-21` and `16:00`. */
export function localParts(instant: string): { day: string; time: string } | null {
  const date = new Date(instant)
  if (Number.isNaN(date.getTime())) return null
  const pad = (value: number) => String(value).padStart(2, '0')
  return { day: today(date), time: `${pad(date.getHours())}:${pad(date.getMinutes())}` }
}

/** The instant of a local day and time, in UTC to the second. */
export function instantOf(day: string, time: string): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  return new Date(year, month - 1, date, hour, minute).toISOString().replace(/\.\d+Z$/, 'Z')
}
