import './tag.css'

const TONES = ['gray', 'blue', 'cyan', 'green', 'yellow', 'orange', 'red', 'purple'] as const

export type Tone = (typeof TONES)[number]

/** Colours come from documents; an unknown one reads as grey. */
export function tone(color: string | undefined): Tone {
  return TONES.find((known) => known === color) ?? 'gray'
}

export function Tag({ color, children }: { color?: string | undefined; children: string }) {
  return <span className={`tag tag-${tone(color)}`}>{children}</span>
}
