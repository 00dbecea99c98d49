/** The part of an OpenAPI 3.1 document that the page shows. Everything is optional: a page to read must not fail on a gap. */

export interface Schema {
  $ref?: string
  type?: string | string[]
  format?: string
  description?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  enum?: unknown[]
  oneOf?: Schema[]
  anyOf?: Schema[]
  allOf?: Schema[]
}

interface Parameter {
  name: string
  in: string
  required?: boolean
  description?: string
  schema?: Schema
}

interface Content {
  content?: Record<string, { schema?: Schema }>
  description?: string
}

export interface Operation {
  summary?: string
  description?: string
  tags?: string[]
  parameters?: Parameter[]
  requestBody?: Content
  responses?: Record<string, Content>
}

export interface OpenApi {
  info?: { title?: string; version?: string; description?: string }
  paths?: Record<string, Record<string, Operation>>
  components?: { schemas?: Record<string, Schema> }
}

export interface Endpoint {
  id: string
  method: string
  path: string
  operation: Operation
}

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

/** Operations by their first tag, or by the first part of their path. */
export function groupEndpoints(document: OpenApi): [string, Endpoint[]][] {
  const groups = new Map<string, Endpoint[]>()
  for (const [path, operations] of Object.entries(document.paths ?? {})) {
    for (const method of METHODS) {
      const operation = operations[method]
      if (!operation) continue
      const group = operation.tags?.[0] ?? path.replace(/^\/api\/v1/, '').split('/')[1] ?? ''
      const list = groups.get(group) ?? []
      list.push({ id: `${method}-${path}`.replace(/[^\w-]+/g, '-'), method, path, operation })
      groups.set(group, list)
    }
  }
  return [...groups]
}

/** A schema in one line, such as `array of Contact` or `string (date)`. */
export function typeText(schema: Schema | undefined): string {
  if (!schema) return ''
  if (schema.$ref) return schema.$ref.split('/').at(-1) ?? ''
  const choices = schema.oneOf ?? schema.anyOf ?? schema.allOf
  if (choices) return choices.map(typeText).join(schema.allOf ? ' & ' : ' | ')
  if (schema.enum) return schema.enum.map((one) => JSON.stringify(one)).join(' | ')
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any')
  if (type === 'array') return `${typeText(schema.items)}[]`
  return schema.format ? `${type} (${schema.format})` : type
}

export function contentSchema(content: Content | undefined): Schema | undefined {
  return Object.values(content?.content ?? {})[0]?.schema
}

/** The schema that a reference points to. */
export function resolve(document: OpenApi, schema: Schema | undefined): Schema | undefined {
  const name = schema?.$ref?.split('/').at(-1)
  return name ? document.components?.schemas?.[name] : schema
}
