import { queryString, request } from './client'

interface Rate {
  date: string
  rate: string
}

/** What one unit of a currency is worth in the company currency on a day: the newest rate on or before it. */
export async function fetchRate(currency: string, day: string): Promise<string | null> {
  const { data } = await request<{ data: Rate[] }>('GET', `/currency-rates${queryString({ currency })}`)
  return data.filter((one) => one.date <= day).sort((one, two) => (one.date < two.date ? 1 : -1))[0]?.rate ?? null
}
