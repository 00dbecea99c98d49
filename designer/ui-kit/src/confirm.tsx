import { useT } from '@i18n/language'
import { Button } from './button'
import { Dialog } from './dialog'
import { createStore, useStore } from './store'

interface Question {
  title: string
  text?: string
  yes: string
  /** Where "cancel" could be taken for cancelling the work itself. */
  no?: string
  danger?: boolean
  answer: (yes: boolean) => void
}

const question = createStore<Question | null>(null)

/** Asks and waits for the answer. */
export function confirm(ask: Omit<Question, 'answer'>): Promise<boolean> {
  question.get()?.answer(false)
  return new Promise((resolve) => {
    question.set({
      ...ask,
      answer: (yes) => {
        question.set(null)
        resolve(yes)
      },
    })
  })
}

/** The place where questions appear; once per page. */
export function ConfirmHost() {
  const t = useT()
  const open = useStore(question)
  if (!open) return null
  return (
    <Dialog
      title={open.title}
      onClose={() => open.answer(false)}
      footer={
        <>
          <Button onClick={() => open.answer(false)}>{open.no ?? t('action.cancel')}</Button>
          <Button look={open.danger ? 'danger' : 'primary'} autoFocus onClick={() => open.answer(true)}>
            {open.yes}
          </Button>
        </>
      }
    >
      <p className="muted confirm-text">{open.text}</p>
    </Dialog>
  )
}
