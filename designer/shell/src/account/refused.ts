import { asApiError } from '@api/errors'

/** What a refused form says: a text for each field, and one for the whole where no field is to blame. */
export interface Refused {
  fields: Record<string, string>
  whole: string
}

export const NOT_REFUSED: Refused = { fields: {}, whole: '' }

export function refusedForm(failure: unknown, otherwise: string): Refused {
  const error = asApiError(failure)
  const fields: Record<string, string> = {}
  for (const problem of error.problems) fields[problem.path.replace(/^\//, '')] ??= problem.message
  return { fields, whole: Object.keys(fields).length > 0 ? '' : error.message || otherwise }
}
