import type { Day, Instant } from './calendar'
import type { Decimal } from './decimal'
import type { Item, Value } from './value'

/** Gives the values that an expression reads. Paths carry their root first, as in `['record', 'amount']`. */
export interface Source {
  /** What a path leads to; null when a reference on the way is blank. A field of several choices gives a list. */
  value(path: readonly string[]): Item
  /** How many rows a path to rows has. */
  rowCount(path: readonly string[]): number
  /** The value in each row, one per row, also when it is blank. */
  rowValues(path: readonly string[]): readonly Value[]
  /** The instant that NOW and TODAY go by; the same in the whole evaluation. */
  readonly now: Instant
  /** Who asks, if somebody does. */
  readonly user: string | null
  /** How far the organisation's zone is ahead of UTC. */
  readonly offsetMinutes: number
  /** The department of who asks. */
  readonly department: string | null
  /** Whether who asks has the role with this name. */
  hasRole(role: string): boolean
  /** Whether who asks belongs to the department or one below it. */
  inDepartment(department: string): boolean
  /** Whether people work on that day. */
  isWorkingDay(day: Day): boolean
  /** How much of the second currency one unit of the first is worth on that day; null without a rate. Never asked for equal currencies. */
  rate(from: string, to: string, day: Day): Decimal | null
}

/** China Standard Time. */
export const DEFAULT_OFFSET = 480
