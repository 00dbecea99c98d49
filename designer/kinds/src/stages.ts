import type { FieldMeta, OptionMeta } from '@api/types'
import { optionsOf } from './values'

/** The stages that a record may go to from the one it is saved in, that one among them. */
export function nextStages(field: FieldMeta, saved: string | undefined): OptionMeta[] {
  const allowed = field.options.stages?.find((stage) => stage.value === saved)?.allowed
  return optionsOf(field).filter((option) => !allowed || option.value === saved || allowed.includes(option.value))
}
