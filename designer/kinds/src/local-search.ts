import type { Choice } from '@ui/choice-list'

/** Choices whose label or hint contains the text. */
export function matching(choices: Choice[], search: string): Choice[] {
  const wanted = search.trim().toLowerCase()
  return wanted === '' ? choices : choices.filter((choice) => `${choice.label} ${choice.hint ?? ''}`.toLowerCase().includes(wanted))
}
