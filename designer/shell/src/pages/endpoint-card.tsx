import { usePageTexts } from '../use-page-texts'
import { contentSchema, typeText, type Endpoint, type OpenApi } from './open-api'
import { SchemaTable } from './schema-table'

/** One operation; its details are rendered only when it is opened, since an installation has hundreds. */
export function EndpointCard({ document, endpoint, open, onToggle }: { document: OpenApi; endpoint: Endpoint; open: boolean; onToggle: () => void }) {
  const text = usePageTexts()
  const { method, path, operation } = endpoint
  const body = contentSchema(operation.requestBody)
  return (
    <article className="card docs-endpoint" id={endpoint.id}>
      <button type="button" className="docs-line" aria-expanded={open} onClick={onToggle}>
        <span className={`docs-method docs-${method}`}>{method.toUpperCase()}</span>
        <code>{path}</code>
        <span className="muted truncate">{operation.summary}</span>
      </button>
      {open && (
        <div className="docs-body">
          {operation.description && <p>{operation.description}</p>}
          {operation.parameters && operation.parameters.length > 0 && (
            <>
              <h4>{text('docs.parameters')}</h4>
              <table>
                <tbody>
                  {operation.parameters.map((parameter) => (
                    <tr key={`${parameter.in}-${parameter.name}`}>
                      <th scope="row">
                        <code>{parameter.name}</code>
                        {parameter.required && <span className="form-required">*</span>}
                      </th>
                      <td>
                        <code>
                          {parameter.in} · {typeText(parameter.schema)}
                        </code>
                      </td>
                      <td className="muted">{parameter.description}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </>
          )}
          {body && (
            <>
              <h4>{text('docs.body')}</h4>
              <SchemaTable document={document} schema={body} />
            </>
          )}
          <h4>{text('docs.answers')}</h4>
          {Object.entries(operation.responses ?? {}).map(([status, response]) => (
            <div key={status} className="docs-answer">
              <code className={status.startsWith('2') ? 'docs-good' : 'docs-bad'}>{status}</code>
              <span className="muted">{response.description}</span>
              <SchemaTable document={document} schema={contentSchema(response)} />
            </div>
          ))}
        </div>
      )}
    </article>
  )
}
