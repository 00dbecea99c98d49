import { useT } from '@i18n/language'
import type { FormStore } from './form-store'
import { useVersion } from './use-form'

/** Says that something was typed and not saved. */
export function UnsavedMark({ store }: { store: FormStore }) {
  const t = useT()
  useVersion(store)
  return store.isDirty() ? <span className="form-unsaved">{t('form.unsaved')}</span> : null
}
