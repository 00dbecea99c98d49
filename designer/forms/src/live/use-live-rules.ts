import { useEffect, useRef } from 'react'
import type { FieldMeta, ObjectMeta } from '@api/types'
import type { FormStore } from '../form/form-store'
import { useMe } from '../queries'
import type { LiveRules } from './live-rules'

function hasRules(meta: ObjectMeta): boolean {
  const ofField = (field: FieldMeta) => Object.keys(field.rules ?? {}).length > 0 || field.options.stages !== undefined
  return [meta, ...Object.values(meta.children)].some((one) => (one.rules?.length ?? 0) > 0 || one.fields.some(ofField))
}

/** Follows conditions, formulas and rules in the browser. What evaluates them is loaded when a form has any. */
export function useLiveRules(store: FormStore): { current: LiveRules | null } {
  const live = useRef<LiveRules | null>(null)
  const wanted = hasRules(store.meta)
  const me = useMe(wanted).data
  useEffect(() => {
    if (!wanted || !me) return
    let stop: (() => void) | undefined
    let gone = false
    void import('./live-rules').then(({ LiveRules: Loaded }) => {
      if (gone) return
      const rules = new Loaded(store, me)
      live.current = rules
      let running = false
      const follow = () => {
        // What it changes itself must not start it again.
        if (running) return
        running = true
        try {
          rules.follow()
        } finally {
          running = false
        }
      }
      follow()
      stop = store.subscribe('*', follow)
      store.whenLeft((name) => rules.left(name))
    })
    return () => {
      gone = true
      live.current = null
      store.whenLeft(null)
      stop?.()
    }
  }, [store, wanted, me])
  return live
}
