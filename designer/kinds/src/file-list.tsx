import { asApiError } from '@api/errors'
import { fetchFile } from '@api/files'
import type { FileInfo } from '@api/types'
import { Icon } from '@ui/icon'
import { toast } from '@ui/toast'
import { saveBlob } from './save-blob'
import './file.css'

async function download(file: FileInfo): Promise<void> {
  try {
    saveBlob(await fetchFile(file.id), file.name)
  } catch (error) {
    toast('danger', asApiError(error).message || file.name)
  }
}

export function FileList({ files }: { files: FileInfo[] }) {
  return (
    <span className="files">
      {files.map((file) => (
        <button
          key={file.id}
          type="button"
          className="file-link"
          title={file.name}
          onClick={(event) => {
            // In a list the row around it would open as well.
            event.stopPropagation()
            void download(file)
          }}
        >
          <Icon name="paperclip" size={14} />
          <span className="truncate">{file.name}</span>
        </button>
      ))}
    </span>
  )
}
