import { FileInput } from '../file-input'
import type { InputProps } from '../field-kind'
import { asFiles } from '../values'
import { Thumbnail } from './thumbnail'

/** What every browser shows; a document with scripts in it, such as SVG, is no picture. */
const PICTURES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif']

/** Pictures by click, drop or camera, shown small above. */
export function ImageInput(props: InputProps) {
  const { field, value } = props
  const files = asFiles(value)
  return (
    <div>
      {files.length > 0 && (
        <div className="thumbnails" style={{ marginBottom: 8 }}>
          {files.map((file) => (
            <Thumbnail key={file.id} file={file} />
          ))}
        </div>
      )}
      <FileInput {...props} field={{ ...field, options: { ...field.options, accept: field.options.accept ?? PICTURES } }} />
    </div>
  )
}
