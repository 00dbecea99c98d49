import { usePageTexts } from '../use-page-texts'
import { resolve, typeText, type OpenApi, type Schema } from './open-api'

/** The properties of a schema, one line each. */
export function SchemaTable({ document, schema }: { document: OpenApi; schema: Schema | undefined }) {
  const text = usePageTexts()
  const resolved = resolve(document, schema?.items && !schema.$ref ? schema.items : schema)
  const parts = resolved?.allOf ? resolved.allOf.map((one) => resolve(document, one)) : [resolved]
  const properties = parts.flatMap((part) => Object.entries(part?.properties ?? {}).map(([name, value]) => ({ name, value, required: part?.required?.includes(name) ?? false })))
  if (!schema) return null
  return (
    <div className="docs-schema">
      <code className="docs-type">{typeText(schema)}</code>
      {properties.length > 0 && (
        <table>
          <tbody>
            {properties.map(({ name, value, required }) => (
              <tr key={name}>
                <th scope="row">
                  <code>{name}</code>
                  {required && <span className="form-required">*</span>}
                </th>
                <td>
                  <code>{typeText(value)}</code>
                </td>
                <td className="muted">{value.description ?? (required ? text('docs.required') : '')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}
