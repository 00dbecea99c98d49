import { lazy, Suspense, type ComponentType } from 'react'
import type { InputProps } from './field-kind'

/** An input that is loaded when the first form asks for it: what few objects need must not weigh on every page. */
export function lazyInput(load: () => Promise<ComponentType<InputProps>>): ComponentType<InputProps> {
  const Loaded = lazy(async () => ({ default: await load() }))
  return (props) => (
    <Suspense fallback={<input id={props.id} className="field-control" readOnly aria-busy="true" aria-label={props.field.label} />}>
      <Loaded {...props} />
    </Suspense>
  )
}
