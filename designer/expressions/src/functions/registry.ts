import { dateFunctions } from './date'
import type { FunctionBody } from './function'
import { listFunctions } from './list'
import { logicFunctions } from './logic'
import { numberFunctions } from './number'
import { textFunctions } from './text'

/** Every function by name, one table per family as on the server. */
export const functions: ReadonlyMap<string, FunctionBody> = new Map(
  [logicFunctions, textFunctions, numberFunctions, dateFunctions, listFunctions].flatMap((table) => Object.entries(table)),
)
