import { Instant, type Day } from './calendar'
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

  /** A number that may be left out; blank when it is given and blank. */
  numberOr(index: number, usual: Decimal): Decimal | null {
    return index < this.count ? this.number(index) : usual
  }

  instant(index: number): Instant | null {
    const value = this.value(index)
    if (value instanceof Instant) return value
    return isBlank(value) ? null : fail('value_unexpected')
  }

  date(index: number): Day | null {
    return dateOf(this.value(index), this.source.offsetMinutes)
  }

  text(index: number): string | null {
    return textIn(this.value(index))
  }

  /** The values of one argument, a single one counting as a list of one. */
  list(index: number): readonly Value[] {
    const item = this.items[index]
    if (item === undefined) return []
    return isList(item) ? item : [item]
  }

  /** The values of all arguments in a row, lists opened. */
  opened(): Value[] {
    return this.items.flatMap((_, index) => this.list(index))
  }

  /** The same without blanks. */
  filled(): Value[] {
    return this.opened().filter((value) => !isBlank(value))
  }
}
