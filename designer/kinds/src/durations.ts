/** Seconds as `1:30:00`, the way the server writes them. */
export function formatDuration(seconds: number): string {
  const whole = Math.abs(Math.trunc(seconds))
  const two = (part: number) => String(part).padStart(2, '0')
  return `${seconds < 0 ? '-' : ''}${Math.floor(whole / 3600)}:${two(Math.floor((whole % 3600) / 60))}:${two(whole % 60)}`
}

/** Reads `1:30`, `1:30:00` or a number of seconds; null when it is neither. */
export function readDuration(text: string): number | null {
  const trimmed = text.trim()
  if (/^-?\d{1,12}$/.test(trimmed)) return Number(trimmed)
  const found = /^(-?)(\d{1,7}):([0-5]?\d)(?::([0-5]?\d))?$/.exec(trimmed)
  if (!found) return null
  const seconds = Number(found[2]) * 3600 + Number(found[3]) * 60 + Number(found[4] ?? 0)
  return found[1] === '-' && seconds > 0 ? -seconds : seconds
}
