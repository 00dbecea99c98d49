import { calendarFunctions } from './calendar'
import { checkFunctions } from './checks'
import { clockFunctions } from './clock'
import { columnFunctions } from './columns'
import { condenseFunctions } from './condense'
import { dateFunctions } from './dates'
import { durationFunctions } from './duration'
import { editFunctions } from './edit'
import { formatFunctions } from './format'
import type { FunctionBody } from './function'
import { listFunctions } from './list'
import { logicFunctions } from './logic'
import { moneyFunctions } from './money'
import { numberFunctions } from './number'
import { peopleFunctions } from './people'
import { roundingFunctions } from './rounding'
import { searchFunctions } from './search'
import { textFunctions } from './text'
import { workdayFunctions } from './workdays'

const TABLES = [
  logicFunctions,
  textFunctions,
  searchFunctions,
  editFunctions,
  formatFunctions,
  checkFunctions,
  numberFunctions,
  roundingFunctions,
  moneyFunctions,
  clockFunctions,
  dateFunctions,
  calendarFunctions,
  workdayFunctions,
  durationFunctions,
  condenseFunctions,
  listFunctions,
  columnFunctions,
  peopleFunctions,
]

/** Every function by name, one table per file as on the server. */
export const functions: ReadonlyMap<string, FunctionBody> = new Map(TABLES.flatMap((table) => Object.entries(table)))
