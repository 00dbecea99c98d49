import { createContext, useCallback, useContext, useSyncExternalStore } from 'react'
import type { FieldValue, Problem } from '@api/types'
import type { FieldState } from './field-state'
import type { FormStore } from './form-store'
import type { Row } from './rows'

export const FormContext = createContext<FormStore | null>(null)

export function useForm(): FormStore {
  const store = useContext(FormContext)
  if (!store) throw new Error('a form field outside of a form')
  return store
}

function useWatch<T>(store: FormStore, name: string, read: () => T): T {
  const subscribe = useCallback((listener: () => void) => store.subscribe(name, listener), [store, name])
  return useSyncExternalStore(subscribe, read)
}

export function useFieldValue(store: FormStore, name: string): FieldValue {
  return useWatch(store, name, () => store.get(name))
}

export function useRows(store: FormStore, name: string): readonly Row[] {
  return useWatch(store, name, () => store.getRows(name))
}

export function useProblem(store: FormStore, name: string): Problem | undefined {
  return useWatch(store, name, () => store.problemAt(`/${name}`))
}

export function useFieldState(store: FormStore, name: string): FieldState {
  return useWatch(store, name, () => store.stateOf(name))
}

/** Renders again after any change of the form. */
export function useVersion(store: FormStore): number {
  return useWatch(store, '*', store.version)
}
