import type { Arguments } from '../arguments'
import type { Ast } from '../ast'
import { truncated } from '../decimal'
import { fail } from '../evaluate-error'
import type { LazyEvaluator } from '../evaluate'
import { isBlank, isList, numberOf, orderOf, sameValues, type Value } from '../value'
import type { FunctionTable } from './function'

/** Conditions and choices. Only the part that is chosen is evaluated. NOT is an operator that may be written like a function. */
export const logicFunctions: FunctionTable = {
  IF: { lazy: choose },
  IFS: { lazy: choose },
  SWITCH: { lazy: change },
  CHOOSE: { lazy: byPlace },
  AND: { lazy: (evaluator, args) => args.every((one) => evaluator.holds(one)) },
  OR: { lazy: (evaluator, args) => args.some((one) => evaluator.holds(one)) },
  XOR: { lazy: (evaluator, args) => args.filter((one) => evaluator.holds(one)).length % 2 === 1 },
  COALESCE: { lazy: coalesce },
  ISBLANK: {
    eager: (args) => {
      const item = args.items[0] ?? null
      return isList(item) ? item.every(isBlank) : isBlank(item)
    },
  },
  BLANKIF: { eager: (args) => (sameValues(args.value(0), args.value(1)) || isBlank(args.value(0)) ? null : args.value(0)) },
  BETWEEN: { eager: between },
  ONEOF: { eager: (args) => args.items.slice(1).some((_, index) => sameValues(args.value(0), args.value(index + 1))) },
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

function byPlace(evaluator: LazyEvaluator, args: readonly Ast[]): Value {
  const [place, ...values] = args
  const number = place ? numberOf(evaluator.one(place)) : null
  const chosen = number && values[Number(truncated(number)) - 1]
  return chosen ? evaluator.one(chosen) : null
}

function coalesce(evaluator: LazyEvaluator, args: readonly Ast[]): Value {
  for (const argument of args) {
    const value = evaluator.one(argument)
    if (value !== null) return value
  }
  return null
}

/** Both limits are included. */
function between(args: Arguments): Value {
  const [value, low, high] = [args.value(0), args.value(1), args.value(2)]
  if (isBlank(value) || isBlank(low) || isBlank(high)) return false
  const compared = (one: Value, two: Value) => orderOf(one, two) ?? fail('value_unexpected')
  const [above, below] = [compared(value, low) >= 0, compared(value, high) <= 0]
  return above && below
}
