import type { FieldKind } from '../field-kind'
import { lazyInput } from '../lazy-input'
import { asText } from '../values'
import './json.css'

const oneLine: FieldKind['text'] = (value) => (value === null || value === undefined ? '' : JSON.stringify(value))

export const json: FieldKind = {
  kind: 'json',
  icon: 'code',
  wide: true,
  input: lazyInput(async () => (await import('../parts/json-input')).JsonInput),
  view: (value, field) => <code className="json-line">{oneLine(value, field)}</code>,
  page: (value) => <pre className="json-page">{value === null || value === undefined ? '' : JSON.stringify(value, null, 2)}</pre>,
  text: oneLine,
  filter: 'none',
  parse: (pasted) => {
    try {
      return JSON.parse(asText(pasted)) as ReturnType<NonNullable<FieldKind['parse']>>
    } catch {
      return undefined
    }
  },
}
