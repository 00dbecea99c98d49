import { request } from './client'

/** Whether the installation waits for its first administrator. */
export async function isSetUpWanted(): Promise<boolean> {
  return (await request<{ wanted: boolean }>('GET', '/auth/setup')).wanted
}
