import { createStore } from '@ui/store'

export type ThemeChoice = 'light' | 'dark' | 'system'

const KEY = 'tenon.theme'

function stored(): ThemeChoice {
  try {
    const value = localStorage.getItem(KEY)
    return value === 'light' || value === 'dark' ? value : 'system'
  } catch {
    return 'system'
  }
}

export const theme = createStore<ThemeChoice>(stored())

function apply(): void {
  const choice = theme.get()
  const dark = choice === 'dark' || (choice === 'system' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.dataset['theme'] = dark ? 'dark' : 'light'
}

export function setTheme(choice: ThemeChoice): void {
  theme.set(choice)
  try {
    localStorage.setItem(KEY, choice)
  } catch {
    // The choice then lasts for this page only.
  }
  apply()
}

/** Follows the system while nothing was chosen. */
export function watchTheme(): void {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', apply)
  apply()
}
