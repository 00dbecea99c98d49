import { LANGUAGES, useLanguage, useT } from '@i18n/language'
import { IconButton } from '@ui/icon-button'
import { Menu } from '@ui/menu'
import { useChangeLanguage } from './use-change-language'

export function LanguageMenu({ onChosen }: { onChosen?: () => void }) {
  const t = useT()
  const language = useLanguage()
  const change = useChangeLanguage()
  return (
    <Menu
      label={t('nav.language')}
      entries={LANGUAGES.map(({ code, name }) => ({
        key: code,
        label: name,
        checked: code === language,
        onSelect: () => {
          change(code)
          onChosen?.()
        },
      }))}
      trigger={(props) => <IconButton {...props} icon="globe" label={t('nav.language')} />}
    />
  )
}
