import { enPages } from '@i18n/en-pages'
import { useLanguage } from '@i18n/language'
import { zhCnPages } from '@i18n/zh-cn-pages'

export type PageText = (key: keyof typeof zhCnPages, params?: Record<string, string | number>) => string

/** Texts that few pages need; they travel with those pages instead of with the first one. */
export function usePageTexts(): PageText {
  const texts = useLanguage() === 'en' ? enPages : zhCnPages
  return (key, params) => texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params?.[name] ?? whole))
}
