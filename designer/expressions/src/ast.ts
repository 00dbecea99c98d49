/** The tree of a checked expression, as the server sends it. This side never parses text. */

export interface Path {
  root: 'record' | 'old' | 'user'
  names: string[]
}

export type BinaryOperator =
  | 'or'
  | 'and'
  | 'equal'
  | 'not_equal'
  | 'less'
  | 'less_or_equal'
  | 'greater'
  | 'greater_or_equal'
  | 'join'
  | 'add'
  | 'subtract'
  | 'multiply'
  | 'divide'

/** What kind of value a part has, as the server's checker found it. */
export type Type = 'number' | 'text' | 'boolean' | 'date' | 'datetime' | 'duration' | 'time' | 'blank' | 'record' | { list: Type }

/** A part of an expression with its type. */
export type Ast = AstNode & { type?: Type }

type AstNode =
  | { node: 'number'; value: string | number }
  | { node: 'text'; value: string }
  | { node: 'boolean'; value: boolean }
  | { node: 'blank' }
  | ({ node: 'path' } & Path)
  | { node: 'call'; function: string; arguments: Ast[] }
  | { node: 'unary'; operator: 'minus' | 'not'; operand: Ast }
  | { node: 'binary'; operator: BinaryOperator; left: Ast; right: Ast }

/** A name that leads to child rows: to the rows themselves, or with `column` to a value in each. */
export interface RowsPath {
  path: Path
  column: boolean
}

export interface CheckedExpression {
  ast: Ast
  rows: RowsPath[]
}
