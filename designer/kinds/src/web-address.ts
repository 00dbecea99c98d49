/** The address as a link may carry it; nothing for schemes that would run in the page. */
export function linkTarget(text: string): string | null {
  const address = text.trim()
  if (!/^[a-z][a-z0-9+.-]*:/i.test(address)) return address === '' ? null : `https://${address}`
  return /^https?:\/\//i.test(address) ? address : null
}

/** Without what every address has in common. */
export function shortAddress(text: string): string {
  return text.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')
}
