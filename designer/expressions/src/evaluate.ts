import { Arguments } from './arguments'
import type { Ast, BinaryOperator, CheckedExpression, Path, RowsPath, Type } from './ast'
import { compute } from './arithmetic'
import { negate, parseDecimal } from './decimal'
import { fail } from './evaluate-error'
import { functions } from './functions/registry'
import { LIMITS } from './limits'
import type { Source } from './source'
import { byteLength, isBlank, isList, numberOf, orderOf, sameValues, textOf, type Item, type Value } from './value'

/** What functions that choose among their arguments may do with them. */
export interface LazyEvaluator {
  one(ast: Ast): Value
  holds(ast: Ast): boolean
}

class Evaluator implements LazyEvaluator {
  private readonly source: Source
  private readonly rows: ReadonlyMap<string, RowsPath>
  private fuel: number = LIMITS.fuel
  private depth = 0

  constructor(source: Source, rows: readonly RowsPath[]) {
    this.source = source
    this.rows = new Map(rows.map((one) => [pathKey(one.path), one]))
  }

  /** The value of a part that is a single one; every blank is null. */
  one(ast: Ast): Value {
    const item = this.item(ast)
    if (isList(item)) return fail('value_unexpected')
    return isBlank(item) ? null : item
  }

  /** Whether a condition holds; blank does not. */
  holds(ast: Ast): boolean {
    const value = this.one(ast)
    if (value === null) return false
    return typeof value === 'boolean' ? value : fail('value_unexpected')
  }

  private readonly spend = (steps: number): void => {
    if (steps > this.fuel) fail('fuel_exhausted')
    this.fuel -= steps
  }

  private readonly made = (text: string): string => {
    const bytes = byteLength(text)
    this.spend(Math.floor(bytes / 16))
    return bytes > LIMITS.textBytes ? fail('text_too_long') : text
  }

  private item(ast: Ast): Item {
    this.spend(1)
    if (this.depth >= LIMITS.depth) fail('fuel_exhausted')
    this.depth += 1
    const item = this.node(ast)
    this.depth -= 1
    return item
  }

  private node(ast: Ast): Item {
    switch (ast.node) {
      case 'number':
        return parseDecimal(String(ast.value)) ?? fail('value_unexpected')
      case 'text':
      case 'boolean':
        return ast.value
      case 'blank':
        return null
      case 'path':
        return this.path(ast)
      case 'call':
        return this.call(ast.function, ast.arguments)
      case 'unary':
        return ast.operator === 'not' ? !this.holds(ast.operand) : this.minus(ast.operand)
      case 'binary':
        return this.binary(ast.operator, ast.left, ast.right, ast.type)
    }
  }

  private minus(operand: Ast): Value {
    const number = numberOf(this.one(operand))
    return number && negate(number)
  }

  private path(path: Path): Item {
    const parts = [path.root, ...path.names]
    const rows = this.rows.get(pathKey(path))
    if (rows && !rows.column) {
      const count = this.source.rowCount(parts)
      this.spend(count)
      // Rows themselves have no value; one mark for each lets them be counted.
      return Array.from({ length: count }, () => true)
    }
    const item = rows ? this.source.rowValues(parts) : this.source.value(parts)
    if (isList(item)) this.spend(item.length)
    return item
  }

  private call(name: string, args: readonly Ast[]): Item {
    const known = functions.get(name)
    if (!known) return fail('value_unexpected')
    if ('lazy' in known) return known.lazy(this, args)
    const given = new Arguments(args.map((one) => this.item(one)), this.source, this.made, this.spend)
    return 'listing' in known ? known.listing(given) : known.eager(given)
  }

  private binary(operator: BinaryOperator, left: Ast, right: Ast, type: Type | undefined): Value {
    if (operator === 'and') return this.holds(left) && this.holds(right)
    if (operator === 'or') return this.holds(left) || this.holds(right)
    const one = this.one(left)
    const two = this.one(right)
    switch (operator) {
      case 'equal':
        return sameValues(one, two)
      case 'not_equal':
        return !sameValues(one, two)
      case 'join':
        return this.made(textOf(one) + textOf(two))
      case 'less':
      case 'less_or_equal':
      case 'greater':
      case 'greater_or_equal':
        return compared(operator, one, two)
      default:
        return compute(operator, one, two, type)
    }
  }
}

function pathKey(path: Path): string {
  return [path.root, ...path.names].join('.')
}

function compared(operator: 'less' | 'less_or_equal' | 'greater' | 'greater_or_equal', one: Value, two: Value): boolean {
  if (one === null || two === null) return false
  const order = orderOf(one, two) ?? fail('value_unexpected')
  if (operator === 'less') return order < 0
  if (operator === 'less_or_equal') return order <= 0
  return operator === 'greater' ? order > 0 : order >= 0
}

/** Evaluates as the server does. Throws an `EvaluateError` where the server answers with an error. */
export function evaluate(expression: CheckedExpression, source: Source): Value {
  return new Evaluator(source, expression.rows).one(expression.ast)
}
