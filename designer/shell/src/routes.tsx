import { createRootRoute, createRoute, createRouter, lazyRouteComponent, stringifySearchWith } from '@tanstack/react-router'
import { Skeleton } from '@ui/skeleton'
import { NotFound } from './not-found'
import { RootFrame } from './root-frame'
import { RouteError } from './route-error'

type Search = Record<string, unknown>

interface ListSearch {
  view?: string | undefined
  q?: string | undefined
  f?: string | undefined
  sort?: string | undefined
}

interface TaskSearch {
  state?: 'done' | undefined
  task?: string | undefined
}

const text = (search: Search, key: string): string | undefined => (typeof search[key] === 'string' && search[key] !== '' ? search[key] : undefined)

const root = createRootRoute({ component: RootFrame, notFoundComponent: NotFound })

const home = createRoute({ getParentRoute: () => root, path: '/', component: lazyRouteComponent(() => import('./pages/workbench')) })

const signIn = createRoute({ getParentRoute: () => root, path: '/login', component: lazyRouteComponent(() => import('./pages/after-sign-in')) })

export const listRoute = createRoute({
  getParentRoute: () => root,
  path: '/o/$object',
  validateSearch: (search: Search): ListSearch => ({ view: text(search, 'view'), q: text(search, 'q'), f: text(search, 'f'), sort: text(search, 'sort') }),
  component: lazyRouteComponent(() => import('./pages/list')),
})

export const newRoute = createRoute({
  getParentRoute: () => root,
  path: '/o/$object/new',
  validateSearch: (search: Search): { from?: string | undefined } => ({ from: text(search, 'from') }),
  component: lazyRouteComponent(() => import('./pages/form')),
})

const record = createRoute({ getParentRoute: () => root, path: '/o/$object/$id', component: lazyRouteComponent(() => import('./pages/record')) })

const edit = createRoute({ getParentRoute: () => root, path: '/o/$object/$id/edit', component: lazyRouteComponent(() => import('./pages/form')) })

export const tasksRoute = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  validateSearch: (search: Search): TaskSearch => ({ state: search['state'] === 'done' ? 'done' : undefined, task: text(search, 'task') }),
  component: lazyRouteComponent(() => import('./pages/inbox')),
})

const notices = createRoute({ getParentRoute: () => root, path: '/notices', component: lazyRouteComponent(() => import('./pages/notices')) })

const account = createRoute({ getParentRoute: () => root, path: '/account', component: lazyRouteComponent(() => import('./pages/account')) })

const security = createRoute({ getParentRoute: () => root, path: '/account/security', component: lazyRouteComponent(() => import('./pages/security')) })

const docs = createRoute({ getParentRoute: () => root, path: '/docs', component: lazyRouteComponent(() => import('./pages/api-docs')) })

export const router = createRouter({
  routeTree: root.addChildren([home, signIn, listRoute, newRoute, record, edit, tasksRoute, notices, account, security, docs]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  // Addresses are read and sent by people: plain texts instead of JSON.
  parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
  stringifySearch: stringifySearchWith((value) => String(value)),
  defaultPendingComponent: () => <Skeleton rows={8} />,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFound,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
