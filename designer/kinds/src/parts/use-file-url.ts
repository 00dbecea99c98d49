import { useEffect, useState } from 'react'
import { fetchFile } from '@api/files'

/** The address under which the browser shows a stored file; null until it is there, and `false` when it is not to be had. */
export function useFileUrl(id: string): string | null | false {
  const [url, setUrl] = useState<string | null | false>(null)
  useEffect(() => {
    let made: string | null = null
    let gone = false
    fetchFile(id).then(
      (blob) => {
        if (gone) return
        made = URL.createObjectURL(blob)
        setUrl(made)
      },
      () => {
        if (!gone) setUrl(false)
      },
    )
    return () => {
      gone = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [id])
  return url
}
