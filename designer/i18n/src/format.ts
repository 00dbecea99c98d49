import { currentLanguage, t } from './language'

/** Formats values for people. Decimals stay strings: a double cannot hold 18 digits. */

const numberFormats = new Map<string, Intl.NumberFormat>()
const dateFormats = new Map<string, Intl.DateTimeFormat>()

function numberFormat(options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = currentLanguage() + JSON.stringify(options)
  let format = numberFormats.get(key)
  if (!format) numberFormats.set(key, (format = new Intl.NumberFormat(currentLanguage(), options)))
  return format
}

function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = currentLanguage() + JSON.stringify(options)
  let format = dateFormats.get(key)
  if (!format) dateFormats.set(key, (format = new Intl.DateTimeFormat(currentLanguage(), options)))
  return format
}

/** True for texts that are a plain decimal number. */
export function isDecimal(text: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(text)
}

/** `Intl` takes decimal strings exactly; its type wants a template literal. */
function exact(text: string): `${number}` {
  return text as `${number}`
}

export function formatDecimal(value: string | number, scale?: number): string {
  const text = String(value)
  if (!isDecimal(text)) return text
  const digits = scale === undefined ? { maximumFractionDigits: 18 } : { minimumFractionDigits: scale, maximumFractionDigits: scale }
  return numberFormat(digits).format(exact(text))
}

/** An amount with its sign. With `symbol` the sign tells whose it is, `US$` instead of `$`, as among amounts in other currencies. */
export function formatMoney(value: string | number, currency = 'CNY', scale = 2, currencyDisplay: 'narrowSymbol' | 'symbol' = 'narrowSymbol'): string {
  const text = String(value)
  if (!isDecimal(text)) return text
  return numberFormat({
    style: 'currency',
    currency,
    currencyDisplay,
    minimumFractionDigits: scale,
    maximumFractionDigits: scale,
  }).format(exact(text))
}

/** The sign in front of an amount. */
export function currencySymbol(currency = 'CNY'): string {
  const parts = numberFormat({ style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).formatToParts(0)
  return parts.find((part) => part.type === 'currency')?.value ?? currency
}

export function formatPercent(value: string | number, scale = 2): string {
  return isDecimal(String(value)) ? `${formatDecimal(value, scale)}%` : String(value)
}

/** A day is a day everywhere: it is formatted in UTC so that no time zone moves it. */
export function formatDate(value: string): string {
  const time = Date.parse(`${value.slice(0, 10)}T00:00:00Z`)
  if (Number.isNaN(time)) return value
  return dateFormat({ year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' }).format(time)
}

export function formatDateTime(value: string): string {
  const time = Date.parse(value)
  if (Number.isNaN(time)) return value
  return dateFormat({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false }).format(time)
}

export function formatMonth(year: number, month: number): string {
  return dateFormat({ year: 'numeric', month: 'long', timeZone: 'UTC' }).format(Date.UTC(year, month, 1))
}

export function formatLongDay(time: number): string {
  return dateFormat({ month: 'long', day: 'numeric', weekday: 'long' }).format(time)
}

/** Short names of the days, beginning with the first day of the week. */
export function weekdayNames(first: number): string[] {
  // 2023-01-01 was a Sunday.
  return Array.from({ length: 7 }, (_, index) => dateFormat({ weekday: 'narrow', timeZone: 'UTC' }).format(Date.UTC(2023, 0, 1 + first + index)))
}

/** Monday in China, Sunday for English readers. */
export function firstWeekday(): number {
  return currentLanguage() === 'zh-CN' ? 1 : 0
}

/** "5 minutes ago" up to a week, then the day. */
export function formatAgo(value: string, now = Date.now()): string {
  const time = Date.parse(value)
  if (Number.isNaN(time)) return value
  const minutes = Math.floor((now - time) / 60_000)
  if (minutes < 1) return t('time.just_now')
  if (minutes < 60) return t('time.minutes_ago', { n: minutes })
  if (minutes < 24 * 60) return t('time.hours_ago', { n: Math.floor(minutes / 60) })
  if (minutes < 7 * 24 * 60) return t('time.days_ago', { n: Math.floor(minutes / 1440) })
  return formatDate(new Date(time - new Date(time).getTimezoneOffset() * 60_000).toISOString())
}

export function formatSize(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${formatDecimal((bytes / 1024).toFixed(0))} KB`
  return `${formatDecimal((bytes / 1024 / 1024).toFixed(1))} MB`
}
