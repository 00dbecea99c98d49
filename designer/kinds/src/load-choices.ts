import { fetchDepartments, fetchUsers } from '@api/people'
import { fetchObject, queryRecords } from '@api/records'
import { fetchRegions } from '@api/regions'
import type { Department } from '@api/types'
import { currentLanguage } from '@i18n/language'
import type { Choice, LoadChoices } from '@ui/choice-list'
import { matching } from './local-search'
import { asNamed, asText } from './values'

// The title field of an object does not change while a page is open; without this every keystroke would ask for it again.
const titleFields = new Map<string, Promise<string>>()

function titleField(object: string): Promise<string> {
  const key = `${object}/${currentLanguage()}`
  let field = titleFields.get(key)
  if (!field) {
    field = fetchObject(object).then((meta) => meta.title_field)
    field.catch(() => titleFields.delete(key))
    titleFields.set(key, field)
  }
  return field
}

export function recordChoices(object: string, known?: string | null): LoadChoices {
  return async (search, signal) => {
    const title = known ?? (await titleField(object))
    const page = await queryRecords(object, { fields: [title], limit: 20, ...(search.trim() ? { search: search.trim() } : {}) }, signal)
    return page.data.map((record) => ({ id: record.id, label: asNamed(record[title])?.label || asText(record[title]) || record.id }))
  }
}

export const userChoices: LoadChoices = async (search, signal) => {
  const users = await fetchUsers(search.trim(), signal)
  return users.map((user) => ({ id: user.id, label: user.label, hint: user.department?.label }))
}

/** Departments as a tree, each after its parent. */
export function departmentTree(departments: Department[]): Choice[] {
  const known = new Set(departments.map((one) => one.id))
  const walk = (parent: string | null, depth: number): Choice[] =>
    departments
      .filter((one) => (one.parent !== null && known.has(one.parent) ? one.parent : null) === parent)
      .flatMap((one) => [{ id: one.id, label: one.label, depth }, ...walk(one.id, depth + 1)])
  return walk(null, 0)
}

export const departmentChoices: LoadChoices = async (search, signal) => matching(departmentTree(await fetchDepartments(signal)), search)

/** Divisions of China: the provinces until something is typed, then whatever is found by name or code. */
export const regionChoices: LoadChoices = async (search, signal) => {
  const regions = await fetchRegions({ search: search.trim() }, signal)
  return regions.map((region) => ({ id: region.code, label: region.label }))
}

/** The only choice with exactly this label. */
export async function lookupChoice(load: LoadChoices, text: string): Promise<{ id: string; label: string } | undefined> {
  const found = (await load(text, new AbortController().signal)).filter((choice) => choice.label === text.trim())
  const [only] = found
  return found.length === 1 && only ? { id: only.id, label: only.label } : undefined
}

/** Each of several names by its only choice; nothing when one of them is not found. */
export async function lookupChoices(load: LoadChoices, text: string): Promise<{ id: string; label: string }[] | undefined> {
  const names = text.split(/[,，、;；]/).map((name) => name.trim()).filter(Boolean)
  const found = await Promise.all(names.map((name) => lookupChoice(load, name)))
  return found.every((one) => one !== undefined) ? found : undefined
}
