import './skeleton.css'

/** Grey bars in the place of content that is on its way. */
export function Skeleton({ rows = 6, height = 18 }: { rows?: number; height?: number }) {
  return (
    <div className="skeleton" aria-hidden="true">
      {Array.from({ length: rows }, (_, index) => (
        <span key={index} style={{ height, width: `${92 - ((index * 37) % 44)}%` }} />
      ))}
    </div>
  )
}
