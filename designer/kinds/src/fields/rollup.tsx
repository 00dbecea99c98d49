import { computedKind } from '../computed-kind'

export const rollup = computedKind('rollup', 'hash')
