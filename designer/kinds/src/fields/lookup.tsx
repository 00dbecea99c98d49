import { computedKind } from '../computed-kind'

export const lookup = computedKind('lookup', 'search')
