import { useEffect } from 'react'
import { computeRecord } from '@api/records'
import type { FormStore } from './form-store'

const DELAY = 300

/** Keeps computed fields current while somebody types. Values that cannot be computed yet are no error of the person. */
export function useCompute(store: FormStore): void {
  useEffect(() => {
    const { meta } = store
    const computes = [...meta.fields, ...Object.values(meta.children).flatMap((child) => child.fields)].some((field) => field.computed)
    if (!computes) return
    let timer: ReturnType<typeof setTimeout> | undefined
    let abort: AbortController | undefined
    let last = ''
    const run = () => {
      const body = store.computeBody()
      const text = JSON.stringify(body)
      if (text === last) return
      last = text
      abort?.abort()
      abort = new AbortController()
      const { signal } = abort
      computeRecord(meta.name, body, signal).then(
        (computed) => {
          if (!signal.aborted) store.applyComputed(computed)
        },
        () => undefined,
      )
    }
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(run, DELAY)
    }
    later()
    const stop = store.subscribe('*', later)
    return () => {
      stop()
      clearTimeout(timer)
      abort?.abort()
    }
  }, [store])
}
