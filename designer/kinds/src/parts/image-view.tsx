import type { ViewProps } from '../lazy-view'
import { asFiles } from '../values'
import { Thumbnail } from './thumbnail'

/** The pictures of a field beside each other. */
export function ImageView({ value, field }: ViewProps) {
  return (
    <span className={`thumbnails ${field.type === 'signature' ? 'thumbnail-ink' : ''}`}>
      {asFiles(value).map((file) => (
        <Thumbnail key={file.id} file={file} />
      ))}
    </span>
  )
}
