import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const ROOT = join(import.meta.dirname, '..')
export const PACKAGES = ['i18n', 'expressions', 'api-client', 'ui-kit', 'kinds', 'forms', 'shell']

export interface Source {
  path: string
  text: string
}

/** All TypeScript files of the app, by their path from the designer folder. */
export function sources(): Source[] {
  return PACKAGES.flatMap((name) =>
    readdirSync(join(ROOT, name), { recursive: true })
      .map((entry) => join(name, String(entry)))
      .filter((path) => /\.tsx?$/.test(path))
      .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') })),
  )
}

export function readText(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8')
}
