/** The shapes that travel over HTTP. They restate the server's contract; nothing here has behaviour. */

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined }

/** A value of a field as the API reads and writes it. */
export type FieldValue = Json | undefined

/** A reference to something that has a name: a record, a person, a department. */
export type Named = { id: string; label: string }

export type FileInfo = { id: string; name: string; size: number; type: string }

export interface OptionMeta {
  value: string
  label: string
  color?: string
}

/** A stage: where it leads to (anywhere when nothing is said), and what reaching it means. */
export interface StageMeta {
  value: string
  allowed?: string[] | null
  category?: 'open' | 'won' | 'lost'
  /** Fields that must be filled in when the stage is entered. */
  required?: string[]
  /** File fields that must hold a file then. */
  deliverables?: string[]
}

/** The settings of all field types in one: which keys are there depends on the type. */
export interface FieldOptions {
  max_length?: number
  pattern?: string
  min?: number | string
  max?: number | string
  precision?: number
  scale?: number
  currency?: string
  /** Codes of the currencies that an amount may be in; the field that says which is its companion. */
  currencies?: string[]
  options?: OptionMeta[]
  stages?: StageMeta[]
  object?: string
  /** Names a record of the object; none when the reader may not see it. */
  title_field?: string | null
  field?: string
  max_rows?: number
  max_files?: number
  max_users?: number
  max_links?: number
  symbology?: string
  /** How far down a region goes. */
  level?: 'province' | 'city' | 'county'
  /** A region must be as far down as there is. */
  exact?: boolean
  /** The objects that a reference may lead to. */
  objects?: { name: string; label: string; title_field?: string | null }[]
  accept?: string[]
}

/** A condition or formula that the browser evaluates as well; its tree is described in `expressions/src/ast.ts`. */
export interface LiveExpression {
  ast: Json
  rows: Json
}

/** What of a field depends on the record. */
export interface FieldRules {
  required?: LiveExpression
  read_only?: LiveExpression
  visible?: LiveExpression
  formula?: LiveExpression
}

/** What must hold of a record before it is written. */
export interface RecordRule {
  name: string
  severity: 'error' | 'warning'
  message: string | null
  /** Where the message is shown; the whole record when there is none. */
  field: string | null
  condition: LiveExpression
  on: ('create' | 'update' | 'delete')[]
}

export interface FieldMeta {
  name: string
  type: string
  label: string
  help?: string
  required: boolean
  read_only: boolean
  unique: boolean
  default?: FieldValue
  computed: boolean
  options: FieldOptions
  operators: string[]
  writable: boolean
  system?: boolean
  sortable?: boolean
  /** A back-fill has not reached every record yet: some values may be old. */
  computing?: boolean
  rules?: FieldRules
  /** The field that brought this one with it. */
  companion_of?: string | null
  /** What a value looks like that is worked out elsewhere. */
  result?: { type: string; options?: FieldOptions } | null
}

export interface ObjectRights {
  create: boolean
  update: boolean
  delete: boolean
  print: boolean
}

export interface FormField {
  field: string
  wide?: boolean
  columns?: string[]
}

export interface FormSection {
  name: string
  label?: string | null
  columns?: number
  fields: FormField[]
}

export interface RelatedList {
  object: string
  field: string
  label: string
  columns: string[]
}

/** A generated form has no name. */
export interface FormMeta {
  name: string | null
  label: string | null
  sections: FormSection[]
  related?: RelatedList[]
}

export interface Sort {
  field: string
  direction: 'asc' | 'desc'
}

/** An order as documents write it: ascending unless said otherwise. */
export interface ViewSort {
  field: string
  direction?: 'asc' | 'desc'
}

/** A generated view has no name. */
export interface ViewMeta {
  name: string | null
  label: string
  columns: { field: string; width?: number | null }[]
  filter?: Json
  sort?: ViewSort[]
}

export interface NamedDocument {
  name: string
  label: string
}

/** What children rows and records have in common. */
export interface ChildMeta {
  name: string
  label: string
  icon?: string
  title_field?: string
  fields: FieldMeta[]
  rules?: RecordRule[]
}

export interface ObjectMeta extends ChildMeta {
  title_field: string
  description?: string
  rights: ObjectRights
  form: FormMeta
  views: ViewMeta[]
  children: Record<string, ChildMeta>
  prints: NamedDocument[]
  flows: NamedDocument[]
}

export type RecordRights = { update: boolean; delete: boolean; print: boolean }

export type RecordApproval = {
  instance: string | null
  state: string | null
  flow: string
  label: string
  can_withdraw?: boolean
  can_submit?: boolean
}

export interface RecordData {
  [field: string]: FieldValue
  id: string
  revision: number
  rights?: RecordRights
  approval?: RecordApproval | null
}

export interface RecordPage {
  data: RecordData[]
  next: string | null
  count?: number
}

export interface RecordQuery {
  fields?: string[]
  filter?: Json
  sort?: Sort[]
  limit?: number
  after?: string
  count?: 'exact'
  search?: string
  view?: string
}

export interface User {
  id: string
  login: string
  name: string
  language: string
  department: Named | null
  superior: Named | null
}

export interface MenuItem {
  view: string
  object: string
  label: string
  icon?: string
}

export interface AppMenu {
  name: string
  label: string
  icon?: string
  menu: { label?: string | null; items: MenuItem[] }[]
}

export interface Me {
  user: User
  roles: NamedDocument[]
  apps: AppMenu[]
  system: string[]
  release: number
  open_tasks: number
  unread_notices: number
}

export interface Session {
  access_token: string
  expires_in: number
  user: User
  /** Shown once, after a second factor was set up on the way in. */
  recovery_codes?: string[]
}

export interface Problem {
  code: string
  path: string
  message: string
  params?: Record<string, Json>
}

/** A change of a value, or of rows, which are only counted. */
export interface HistoryChange {
  field: string
  label: string
  old?: FieldValue
  new?: FieldValue
  rows?: { added?: number; changed?: number; removed?: number }
}

export interface HistoryEntry {
  at: string
  by: Named | null
  action: string
  changes: HistoryChange[]
}

export interface Person extends Named {
  login?: string
  department?: Named | null
}

export interface Department extends Named {
  parent: string | null
}
