import { useLocation, useMatches } from '@tanstack/react-router'
import type { Me } from '@api/types'
import { ObjectTrail } from './object-trail'
import { PlainTrail } from './plain-trail'

/** Where the reader is; also names the browser tab. */
export function Breadcrumbs({ me }: { me: Me | undefined }) {
  const match = useMatches().at(-1)
  const params = match?.params as { object?: string; id?: string } | undefined
  // An address that no page has matches only the root, whose path is that of the workbench.
  const path = useLocation().pathname
  return params?.object ? <ObjectTrail me={me} object={params.object} id={params.id} path={path} /> : <PlainTrail path={path} />
}
