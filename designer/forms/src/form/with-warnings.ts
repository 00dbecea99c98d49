import { ApiError } from '@api/errors'
import { t } from '@i18n/language'
import { confirm } from '@ui/confirm'

/** Code of a write that the person called off after a warning. */
export const DECLINED = 'declined'

const WARNING = 'rule_warning'

/** Writes; when the server only warns, asks the person and writes again with the rules that were confirmed. */
export async function withWarnings<T>(write: (confirmed: readonly string[]) => Promise<T>, yes = t('form.warning_yes')): Promise<T> {
  const confirmed: string[] = []
  for (;;) {
    try {
      return await write(confirmed)
    } catch (error) {
      const problems = error instanceof ApiError ? error.problems : []
      const names = problems.flatMap((one) => (one.code === WARNING && typeof one.params?.['rule'] === 'string' ? [one.params['rule']] : []))
      const fresh = names.filter((name) => !confirmed.includes(name))
      if (fresh.length === 0 || names.length < problems.length) throw error
      const text = [...new Set(problems.map((one) => one.message))].join('\n')
      if (!(await confirm({ title: t('form.warning'), text, yes, no: t('form.warning_no') }))) throw new ApiError(DECLINED, 0, '')
      confirmed.push(...fresh)
    }
  }
}
