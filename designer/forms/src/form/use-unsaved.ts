import { useBlocker } from '@tanstack/react-router'
import { t } from '@i18n/language'
import { confirm } from '@ui/confirm'
import type { FormStore } from './form-store'

/** Asks before changes that were not saved are left behind, inside the app and when the tab closes. */
export function useUnsaved(store: FormStore, leaving: { current: boolean }): void {
  useBlocker({
    shouldBlockFn: async () => {
      if (leaving.current || !store.isDirty()) return false
      return !(await confirm({ title: t('form.leave'), text: t('form.leave_text'), yes: t('form.leave_yes'), no: t('form.leave_no'), danger: true }))
    },
    enableBeforeUnload: () => !leaving.current && store.isDirty(),
  })
}
