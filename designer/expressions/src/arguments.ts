import type { Day } from './calendar'
import type { Decimal } from './decimal'
import { fail } from './evaluate-error'
import type { Source } from './source'
import { dateOf, isBlank, isList, numberOf, textIn, type Item, type Value } from './value'

/** The evaluated arguments of one call. */
export class Arguments {
  readonly items: readonly Item[]
  readonly source: Source
  /** Text that the function made, paid for and bounded. */
  readonly made: (text: string) => string
  /** Pays for work. */
  readonly spend: (steps: number) => void

  constructor(items: readonly Item[], source: Source, made: (text: string) => string, spend: (steps: number) => void) {
    this.items = items
    this.source = source
    this.made = made
    this.spend = spend
  }

  get count(): number {
    return this.items.length
  }

  value(index: number): Value {
    const item = this.items[index] ?? null
    return isList(item) ? fail('value_unexpected') : item
  }

  number(index: number): Decimal | null {
    return numberOf(this.value(index))
  }

  date(index: number): Day | null {
    return dateOf(this.value(index), this.source.offsetMinutes)
  }

  text(index: number): string | null {
    return textIn(this.value(index))
  }

  /** The values of all arguments from one on in a row, lists opened, blanks left out. */
  filled(from = 0): Value[] {
    return this.items.slice(from).flatMap((item) => (isList(item) ? item : [item])).filter((value) => !isBlank(value))
  }
}
