import { enAccount } from '@i18n/en-account'
import { useLanguage } from '@i18n/language'
import { zhCnAccount } from '@i18n/zh-cn-account'

export type AccountText = (key: keyof typeof zhCnAccount, params?: Record<string, string | number>) => string

/** Texts that few pages need; they travel with those pages instead of with the first one. */
export function useAccountTexts(): AccountText {
  const texts = useLanguage() === 'en' ? enAccount : zhCnAccount
  return (key, params) => texts[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(params?.[name] ?? whole))
}
