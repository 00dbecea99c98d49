import { asColor } from '../color-value'
import type { FieldKind } from '../field-kind'
import { lazyInput } from '../lazy-input'
import '../swatch.css'

const text: FieldKind['text'] = (value) => asColor(value) ?? ''

export const color: FieldKind = {
  kind: 'color',
  icon: 'palette',
  input: lazyInput(async () => (await import('../parts/color-input')).ColorInput),
  view: (value) => {
    const shown = asColor(value)
    return shown ? (
      <span className="swatch-name">
        <span className="swatch" style={{ backgroundColor: shown }} />
        {shown}
      </span>
    ) : (
      ''
    )
  },
  text,
  filter: 'parsed',
  parse: asColor,
}
