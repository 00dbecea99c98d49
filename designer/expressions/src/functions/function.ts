import type { Arguments } from '../arguments'
import type { Ast } from '../ast'
import type { LazyEvaluator } from '../evaluate'
import type { Value } from '../value'

/** How a function is evaluated: with all its arguments at hand, the same for a list as its result, or choosing which of them it needs. */
export type FunctionBody =
  | { eager: (args: Arguments) => Value }
  | { listing: (args: Arguments) => readonly Value[] }
  | { lazy: (evaluator: LazyEvaluator, args: readonly Ast[]) => Value }

export type FunctionTable = Record<string, FunctionBody>
