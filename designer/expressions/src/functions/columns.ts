import type { Arguments } from '../arguments'
import { ONE, ZERO, add, multiply, type Decimal } from '../decimal'
import { fail } from '../evaluate-error'
import { numberOf, sameValues, type Value } from '../value'
import { mean, total } from './condense'
import type { FunctionTable } from './function'

/** Two or more columns of the same child rows. */
export const columnFunctions: FunctionTable = {
  SUMPRODUCT: { eager: sumProduct },
  SUMIF: { eager: (args) => total(picked(args)) },
  AVGIF: { eager: (args) => mean(picked(args)) },
  LOOKUP: { eager: (args) => picked(args)[0] ?? null },
}

/** The values in the column of the third argument, from the rows in which the first equals the second. */
function picked(args: Arguments): Value[] {
  const [column, wanted, results] = [args.list(0), args.value(1), args.list(2)]
  if (column.length !== results.length) return fail('value_unexpected')
  return results.filter((_, row) => sameValues(column[row] ?? null, wanted))
}

/** A row with a blank counts nothing. */
function sumProduct(args: Arguments): Value {
  const columns = args.items.map((_, index) => args.list(index))
  const rows = columns[0]?.length ?? 0
  if (columns.some((column) => column.length !== rows)) return fail('value_unexpected')
  let sum = ZERO
  for (let row = 0; row < rows; row += 1) {
    let product: Decimal | null = ONE
    for (const column of columns) {
      const number = numberOf(column[row] ?? null)
      product = product === null || number === null ? null : multiply(product, number)
    }
    sum = add(sum, product ?? ZERO)
  }
  return sum
}
