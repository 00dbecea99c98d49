/// <reference types="vitest/config" />
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Writes which modules went into which file: the manifest names chunks only, and the bundle check looks for modules. */
const moduleList: Plugin = {
  name: 'tenon-module-list',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((file) => file.type === 'chunk')
    const source = JSON.stringify(Object.fromEntries(chunks.map((chunk) => [chunk.fileName, Object.keys(chunk.modules)])))
    this.emitFile({ type: 'asset', fileName: '.vite/modules.json', source })
  },
}

export default defineConfig({
  plugins: [react(), moduleList],
  resolve: {
    alias: {
      '@i18n': folder('./i18n/src'),
      '@expressions': folder('./expressions/src'),
      '@api': folder('./api-client/src'),
      '@ui': folder('./ui-kit/src'),
      '@kinds': folder('./kinds/src'),
      '@forms': folder('./forms/src'),
      '@shell': folder('./shell/src'),
    },
  },
  build: {
    outDir: 'dist',
    manifest: true,
    // The strict content policy has no `data:` for scripts and styles; small files are requested, not inlined.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // Libraries change rarely: an update of the app must not make everybody download them again. What every
        // signed-in page needs travels in one file instead of many tiny ones, and so does what two of the pages share.
        // The texts stay apart, because only one language is wanted, and so does what opens on a click.
        codeSplitting: {
          groups: [
            { name: 'libraries', test: /node_modules[\\/]/, priority: 4 },
            { name: 'kit', test: /designer[\\/](ui-kit[\\/]src[\\/](?!calendar)|api-client[\\/]src[\\/](?!account|second-factor|set-up)|i18n[\\/]src[\\/](?!zh-cn|en)|kinds[\\/]src[\\/](?!parts[\\/])|forms[\\/]src[\\/](queries|field-view|load-error|approvals[\\/](approval-tag|task-card|summary-text|inbox-page\.css)))/, priority: 3 },
            { name: 'details', test: /designer[\\/]forms[\\/]src[\\/](record[\\/](?!print-drawer)|approvals[\\/]|form[\\/](form-sections|sub-table|rows))/, priority: 2 },
          ],
        },
      },
    },
  },
  server: {
    host: '127.0.0.1',
    port: 5199,
    strictPort: true,
    proxy: { '/api': process.env['TENON_SERVER'] ?? 'http://127.0.0.1:8410' },
  },
  test: {
    environment: 'happy-dom',
    include: ['{i18n,expressions,api-client,ui-kit,kinds,forms,shell,tests}/**/*.test.{ts,tsx}'],
  },
})
