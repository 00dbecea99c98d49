import { useSyncExternalStore } from 'react'
import type { zhCn } from './zh-cn'

export type MessageKey = keyof typeof zhCn
export type Catalogue = Record<MessageKey, string>
export type Language = 'zh-CN' | 'en'
export type Params = Record<string, string | number>
export type Translate = (key: MessageKey, params?: Params) => string

export const LANGUAGES: readonly { code: Language; name: string }[] = [
  { code: 'zh-CN', name: '简体中文' },
  { code: 'en', name: 'English' },
]

const loaders: Record<Language, () => Promise<Catalogue>> = {
  'zh-CN': async () => (await import('./zh-cn')).zhCn,
  en: async () => (await import('./en')).en,
}

const STORAGE_KEY = 'tenon.language'
const listeners = new Set<() => void>()
let language: Language = 'zh-CN'
let catalogue: Partial<Catalogue> = {}
// A new function per language, so that memoised components that receive it render again.
let translate: Translate = makeTranslate()

function makeTranslate(): Translate {
  return (key, params) => {
    const text = catalogue[key] ?? key
    return params ? text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole)) : text
  }
}

export function isLanguage(value: unknown): value is Language {
  return value === 'zh-CN' || value === 'en'
}

/** The language chosen on this machine, else the browser's, else Chinese. */
export function preferredLanguage(): Language {
  try {
    const stored = localStorage.getItem(STORAGE_KEY)
    if (isLanguage(stored)) return stored
  } catch {
    // Storage may be forbidden in an embedded web view.
  }
  return navigator.language.toLowerCase().startsWith('en') ? 'en' : 'zh-CN'
}

export async function loadLanguage(next: Language): Promise<void> {
  catalogue = await loaders[next]()
  language = next
  translate = makeTranslate()
  document.documentElement.lang = next
  try {
    localStorage.setItem(STORAGE_KEY, next)
  } catch {
    // The choice then lasts for this page only.
  }
  for (const listener of listeners) listener()
}

export function currentLanguage(): Language {
  return language
}

/** Translates outside of components, at the moment of the call. */
export const t: Translate = (key, params) => translate(key, params)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Translates inside a component and renders it again when the language changes. */
export function useT(): Translate {
  return useSyncExternalStore(subscribe, () => translate)
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, () => language)
}
