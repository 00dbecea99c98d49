/** What bounds the cost of an evaluation; the same numbers as on the server, so that a formula works in both places or in none. */
export const LIMITS = {
  /** Deepest nesting, counted in nodes from the root. */
  depth: 64,
  /** Steps of one evaluation: one per node and per row of a list, and one per 16 bytes of text made. */
  fuel: 1_000_000,
  /** Longest text that an evaluation may make, in bytes of UTF-8. */
  textBytes: 100_000,
} as const
