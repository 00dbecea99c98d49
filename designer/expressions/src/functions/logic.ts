import type { Ast } from '../ast'
import type { LazyEvaluator } from '../evaluate'
import { isBlank, isList, sameValues, type Value } from '../value'
import type { FunctionTable } from './function'

/** Conditions and choices. Only the part that is chosen is evaluated. NOT is an operator that may be written like a function. */
export const logicFunctions: FunctionTable = {
  IF: { lazy: choose },
  IFS: { lazy: choose },
  SWITCH: { lazy: change },
  AND: { lazy: (evaluator, args) => args.every((one) => evaluator.holds(one)) },
  OR: { lazy: (evaluator, args) => args.some((one) => evaluator.holds(one)) },
  COALESCE: { lazy: coalesce },
  ISBLANK: {
    eager: (args) => {
      const item = args.items[0] ?? null
      return isList(item) ? item.every(isBlank) : isBlank(item)
    },
  },
}

/** IF and IFS: pairs of condition and value, and perhaps a last value for none of them. */
function choose(evaluator: LazyEvaluator, args: readonly Ast[]): Value {
  for (let index = 0; index < args.length; index += 2) {
    const [condition, value] = [args[index], args[index + 1]]
    if (condition && !value) return evaluator.one(condition)
    if (condition && value && evaluator.holds(condition)) return evaluator.one(value)
  }
  return null
}

function change(evaluator: LazyEvaluator, args: readonly Ast[]): Value {
  const [subject, ...cases] = args
  if (!subject) return null
  const wanted = evaluator.one(subject)
  for (let index = 0; index < cases.length; index += 2) {
    const [match, value] = [cases[index], cases[index + 1]]
    if (match && !value) return evaluator.one(match)
    if (match && value && sameValues(wanted, evaluator.one(match))) return evaluator.one(value)
  }
  return null
}

function coalesce(evaluator: LazyEvaluator, args: readonly Ast[]): Value {
  for (const argument of args) {
    const value = evaluator.one(argument)
    if (value !== null) return value
  }
  return null
}
