import type { FieldKind } from '../field-kind'
import { lazyInput } from '../lazy-input'
import { lookupChoice, regionChoices } from '../load-choices'
import { asRegion } from '../values'

const label: FieldKind['text'] = (value) => asRegion(value)?.label ?? ''

export const region: FieldKind = {
  kind: 'region',
  icon: 'map-pin',
  input: lazyInput(async () => (await import('../parts/region-input')).RegionInput),
  view: label,
  text: label,
  filter: 'region',
  lookup: async (pasted) => {
    const found = await lookupChoice(regionChoices, pasted)
    return found ? { code: found.id, label: found.label } : undefined
  },
  write: (value) => asRegion(value)?.code ?? null,
}
