import type { FieldValue, FileInfo, Named, OptionMeta, FieldMeta } from '@api/types'
import { t } from '@i18n/language'

/** Narrowing of the loose API values to what each type holds. */

export function asText(value: FieldValue): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

export function asNamed(value: FieldValue): Named | null {
  if (value && typeof value === 'object' && !Array.isArray(value) && typeof value['id'] === 'string') {
    const label = value['label']
    // Without a label the reader may not see the record: an id would tell nobody anything.
    return { id: value['id'], label: typeof label === 'string' && label !== '' ? label : t('value.hidden') }
  }
  return typeof value === 'string' && value !== '' ? { id: value, label: value } : null
}

/** Several people or records, each with its name. */
export function asNamedList(value: FieldValue): Named[] {
  return Array.isArray(value) ? value.flatMap((one) => asNamed(one) ?? []) : []
}

export function asKeys(value: FieldValue): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : typeof value === 'string' && value !== '' ? [value] : []
}

export function asFiles(value: FieldValue): FileInfo[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((one) => {
    // History knows files by id only.
    if (typeof one === 'string') return [{ id: one, name: '', size: 0, type: '' }]
    if (!one || typeof one !== 'object' || Array.isArray(one)) return []
    const { id, name, size, type } = one
    return typeof id === 'string' ? [{ id, name: asText(name), size: typeof size === 'number' ? size : 0, type: asText(type) }] : []
  })
}

export function optionsOf(field: FieldMeta): OptionMeta[] {
  return field.options.options ?? []
}

/** An option, also when it was taken out of the list after the value had been stored. */
export function optionFor(field: FieldMeta, key: string): OptionMeta {
  return optionsOf(field).find((option) => option.value === key) ?? { value: key, label: key, color: 'gray' }
}

/** The id of a reference: what the server wants written. */
export function idOf(value: FieldValue): FieldValue {
  return asNamed(value)?.id ?? null
}

/** The ids of several people or records: what the server wants written. */
export function idsOf(value: FieldValue): FieldValue {
  return asNamedList(value).map((one) => one.id)
}

/** The ids of files: what the server wants written. */
export function idsOfFiles(value: FieldValue): FieldValue {
  return asFiles(value).map((one) => one.id)
}

/** A region by its code. */
export function asRegion(value: FieldValue): { code: string; label: string } | null {
  if (typeof value === 'string') return value === '' ? null : { code: value, label: value }
  if (!value || typeof value !== 'object' || Array.isArray(value) || typeof value['code'] !== 'string') return null
  return { code: value['code'], label: typeof value['label'] === 'string' ? value['label'] : value['code'] }
}

/** Whether a secret is stored: all that a reader learns about it. */
export function isSecretSet(value: FieldValue): boolean {
  return value !== null && typeof value === 'object' && !Array.isArray(value) && value['set'] === true
}

/** A record of any of several objects. */
export function asAnyTarget(value: FieldValue): (Named & { object: string }) | null {
  if (!value || typeof value !== 'object' || Array.isArray(value)) return null
  const named = asNamed(value)
  return named && typeof value['object'] === 'string' ? { ...named, object: value['object'] } : null
}
