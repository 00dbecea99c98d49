import { fetchObject, fetchRecord, type Values } from '@api/records'
import type { FieldMeta } from '@api/types'
import type { RelatedRecords } from './form-source'

interface Known {
  fields: readonly FieldMeta[]
  values: Values
}

/** Loads the records that conditions look at, each once while the form is open. */
export class LoadedRecords implements RelatedRecords {
  private readonly known = new Map<string, Known | null>()
  private readonly arrived: () => void

  /** `arrived` is called when what was missing is there. */
  constructor(arrived: () => void) {
    this.arrived = arrived
  }

  find(object: string, id: string): Known | undefined {
    const key = `${object}/${id}`
    const found = this.known.get(key)
    if (found === undefined) void this.load(key, object, id)
    return found ?? undefined
  }

  private async load(key: string, object: string, id: string): Promise<void> {
    this.known.set(key, null)
    try {
      const [meta, values] = await Promise.all([fetchObject(object), fetchRecord(object, id)])
      this.known.set(key, { fields: meta.fields, values })
      this.arrived()
    } catch {
      // Not visible or not reachable: the condition stays undecided and the server judges when saving.
    }
  }
}
