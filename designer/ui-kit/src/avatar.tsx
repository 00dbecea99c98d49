import './avatar.css'

const TINTS = 5

/** The end of a Chinese name or the initials of a Latin one: how people abbreviate each. */
export function initials(name: string): string {
  const text = name.trim()
  if (/^[\u0020-\u024f]+$/.test(text)) {
    const parts = text.split(/\s+/)
    return ((parts[0]?.[0] ?? '') + (parts.length > 1 ? (parts.at(-1)?.[0] ?? '') : '')).toUpperCase()
  }
  return text.slice(-2)
}

export function Avatar({ name, size = 28 }: { name: string; size?: number }) {
  let sum = 0
  for (const char of name) sum += char.codePointAt(0) ?? 0
  return (
    <span className={`avatar avatar-${sum % TINTS}`} style={{ width: size, height: size, fontSize: Math.round(size * 0.4) }} aria-hidden="true">
      {initials(name)}
    </span>
  )
}
