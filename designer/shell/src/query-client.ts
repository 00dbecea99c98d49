import { QueryClient } from '@tanstack/react-query'
import { asApiError, UNREACHABLE } from '@api/errors'

const RETRIES = 1

/** Only a server that did not answer is asked again: a refusal would be the same the second time. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      networkMode: 'always',
      retry: (count, error) => asApiError(error).code === UNREACHABLE && count < RETRIES,
    },
    mutations: { networkMode: 'always' },
  },
})
