import { useT } from '@i18n/language'
import type { IconName } from '@ui/icon'
import { IconButton } from '@ui/icon-button'
import { Menu } from '@ui/menu'
import { useStore } from '@ui/store'
import { setTheme, theme, type ThemeChoice } from './theme'

const CHOICES: { key: ThemeChoice; icon: IconName; label: 'theme.light' | 'theme.dark' | 'theme.system' }[] = [
  { key: 'light', icon: 'sun', label: 'theme.light' },
  { key: 'dark', icon: 'moon', label: 'theme.dark' },
  { key: 'system', icon: 'monitor', label: 'theme.system' },
]

export function ThemeMenu() {
  const t = useT()
  const current = useStore(theme)
  const shown = CHOICES.find((one) => one.key === current)
  return (
    <Menu
      label={t('nav.theme')}
      entries={CHOICES.map((one) => ({ key: one.key, icon: one.icon, label: t(one.label), checked: one.key === current, onSelect: () => setTheme(one.key) }))}
      trigger={(props) => <IconButton {...props} icon={shown?.icon ?? 'sun'} label={t('nav.theme')} />}
    />
  )
}
