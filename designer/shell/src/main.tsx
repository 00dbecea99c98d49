import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { loadLanguage, preferredLanguage, t } from '@i18n/language'
import { toast } from '@ui/toast'
import { queryClient } from './query-client'
import { router } from './routes'
import { prepareSession, startSession } from './session'
import { watchTheme } from './theme'
import '@ui/base.css'

// After an upgrade an old page asks for files that no longer exist.
window.addEventListener('vite:preloadError', (event) => {
  event.preventDefault()
  toast('info', t('app.updated'), { label: t('app.reload'), run: () => location.reload() })
})

async function start(): Promise<void> {
  watchTheme()
  prepareSession()
  void startSession()
  await loadLanguage(preferredLanguage())
  const root = document.getElementById('root')
  if (!root) return
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  )
}

void start()
