import type { Arguments } from '../arguments'
import type { Ast } from '../ast'
import type { LazyEvaluator } from '../evaluate'
import type { Value } from '../value'

/** How a function is evaluated: with all its arguments at hand, or choosing which of them it needs. */
export type FunctionBody = { eager: (args: Arguments) => Value; lazy?: undefined } | { lazy: (evaluator: LazyEvaluator, args: readonly Ast[]) => Value; eager?: undefined }

export type FunctionTable = Record<string, FunctionBody>
