import { useT } from '@i18n/language'
import { Icon } from '@ui/icon'
import type { FormStore } from './form-store'
import { useVersion } from './use-form'
import './form-bars.css'

/** Brings the input of a problem into sight and gives it the focus. */
export function jumpTo(path: string): void {
  const parts = path.split('/').filter(Boolean)
  for (let length = parts.length; length > 0; length -= 1) {
    const place = document.querySelector<HTMLElement>(`[data-path="/${parts.slice(0, length).join('/')}"]`)
    if (!place) continue
    place.scrollIntoView({ block: 'center' })
    place.querySelector<HTMLElement>('input:not([type=file]), textarea, button, [tabindex="0"]')?.focus({ preventScroll: true })
    return
  }
}

/** How many problems there are; those that belong to no visible field are spelt out here. */
export function ErrorSummary({ store }: { store: FormStore }) {
  const t = useT()
  useVersion(store)
  const problems = store.allProblems()
  const [first] = problems
  if (!first) return null
  const shown = new Set(store.meta.form.sections.flatMap((section) => section.fields.map((field) => field.field)))
  const homeless = problems.filter(({ path }) => !shown.has(path.split('/')[1] ?? ''))
  return (
    <div className="form-bar form-bar-danger" role="alert">
      <Icon name="alert" />
      <div>
        <button type="button" className="form-bar-link" onClick={() => jumpTo(first.path)}>
          {t('form.problems', { n: problems.length })}
        </button>
        {homeless.map(({ path, problem }) => (
          <p key={path + problem.code}>
            {store.meta.fields.find((field) => field.name === path.split('/')[1])?.label} {problem.message}
          </p>
        ))}
      </div>
    </div>
  )
}
