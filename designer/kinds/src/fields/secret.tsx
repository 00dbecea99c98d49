import { t } from '@i18n/language'
import type { FieldKind } from '../field-kind'
import { lazyInput } from '../lazy-input'
import { isSecretSet } from '../values'

const text: FieldKind['text'] = (value) => (value && typeof value === 'object' ? t(isSecretSet(value) ? 'secret.set' : 'secret.unset') : '')

export const secret: FieldKind = {
  kind: 'secret',
  icon: 'lock',
  input: lazyInput(async () => (await import('../parts/secret-input')).SecretInput),
  view: text,
  text,
  filter: 'none',
  // What was read says only that there is a secret; it is no new one.
  write: (value) => (value && typeof value === 'object' ? undefined : (value ?? null)),
}
