/** Why an evaluation has no result; the words are the server's. */
export type EvaluateCode = 'overflow' | 'fuel_exhausted' | 'text_too_long' | 'value_unexpected' | 'value_unknown'

export class EvaluateError extends Error {
  readonly code: EvaluateCode

  constructor(code: EvaluateCode) {
    super(code)
    this.name = 'EvaluateError'
    this.code = code
  }
}

export function fail(code: EvaluateCode): never {
  throw new EvaluateError(code)
}
