import type { FieldKind } from '../field-kind'
import { select } from './select'

/** A stage is chosen and shown like an option; what it asks for is on the record page. */
export const stage: FieldKind = { ...select, kind: 'stage', icon: 'list' }
